package io.reprise.engine.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.domain.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FeatureSpecTest {
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
        for (String name : List.of("atr", "donchian-low", "ema", "rsi", "sma", "volatility", "vwap", "zscore")) {
            new FeatureSpec(name, 2).create();
            new FeatureSpec(name, FeatureSpec.PERIOD_MAX).create();
        }
    }

    @Test
    void makesEveryFeatureOfItsSmallestArguments() {
        for (FeatureDefinition definition : FeatureCatalog.all()) {
            List<Long> least =
                    definition.parameters().stream().map(Parameter::min).toList();
            Feature feature = new FeatureSpec(definition.name(), definition.version(), least).create();
            Market market = new Market(1, TestBars.walk(1, 60));
            market.feed(0, 60, Market.of(feature));
            assertTrue(definition
                            .warmUp()
                            .applyAsInt(FeatureSpec.parse(definition.id()).parameters())
                    >= 1);
        }
    }

    @Test
    void readsBackEveryText() {
        for (FeatureDefinition definition : FeatureCatalog.all()) {
            FeatureSpec spec = FeatureSpec.parse(definition.id());
            assertEquals(spec, FeatureSpec.parse(spec.text()));
        }
        assertEquals("rsi@2(7,28)", FeatureSpec.parse("rsi@2").text());
        assertEquals(
                "bollinger-upper(20,2.5)",
                FeatureSpec.parse("bollinger-upper(20, 2.5)").text());
        assertEquals("obv", FeatureSpec.parse("obv").text());
    }
}
