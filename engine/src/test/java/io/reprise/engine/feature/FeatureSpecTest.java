package io.reprise.engine.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FeatureSpecTest {
    @Test
    void namesTheFeatures() {
        assertEquals(
                List.of("atr", "donchian-high", "donchian-low", "ema", "rsi", "sma", "volatility", "vwap", "zscore"),
                List.copyOf(FeatureCatalog.names()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sma | 0 | period 0 of feature sma is out of range: 1 to 1000000",
                "ema | -3 | period -3 of feature ema is out of range: 1 to 1000000",
                "zscore | 1 | period 1 of feature zscore is out of range: 2 to 1000000",
                "rsi | 1000001 | period 1000001 of feature rsi is out of range: 1 to 1000000",
                "SMA | 5 | feature 'SMA' is not known; './run.sh features list' shows those that are",
            })
    void refusesInOneSentence(String name, int period, String sentence) {
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> new FeatureSpec(name, period))
                        .getMessage());
    }

    @Test
    void readsAndWritesTexts() {
        assertEquals(new FeatureSpec("sma", 5), FeatureSpec.parse(" sma(5) "));
        assertEquals(FeatureSpec.of("sma", 20), FeatureSpec.parse("sma"));
        assertEquals("sma(20)", FeatureSpec.parse("sma@1").text());
        for (String text : List.of("sma(", "", "sma(5)x", "sma(x)", "sma(1,2)", "sma@7", "@1(2)")) {
            assertThrows(IllegalArgumentException.class, () -> FeatureSpec.parse(text), text);
        }
    }

    @Test
    void takesThePeriodsAtTheEnds() {
        FeatureCatalog.names().forEach(name -> new FeatureSpec(name, 2).create());
        FeatureCatalog.names().forEach(name -> new FeatureSpec(name, FeatureSpec.PERIOD_MAX).create());
    }
}
