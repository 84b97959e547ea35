package io.reprise.engine.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.domain.Bar;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ta4j.core.BarSeries;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.AwesomeOscillatorIndicator;
import org.ta4j.core.indicators.CCIIndicator;
import org.ta4j.core.indicators.CMOIndicator;
import org.ta4j.core.indicators.DPOIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.PPOIndicator;
import org.ta4j.core.indicators.ROCIndicator;
import org.ta4j.core.indicators.StochasticOscillatorDIndicator;
import org.ta4j.core.indicators.StochasticOscillatorKIndicator;
import org.ta4j.core.indicators.TrueStrengthIndexIndicator;
import org.ta4j.core.indicators.WilliamsRIndicator;
import org.ta4j.core.indicators.adx.ADXIndicator;
import org.ta4j.core.indicators.adx.MinusDIIndicator;
import org.ta4j.core.indicators.adx.PlusDIIndicator;
import org.ta4j.core.indicators.aroon.AroonDownIndicator;
import org.ta4j.core.indicators.aroon.AroonUpIndicator;
import org.ta4j.core.indicators.averages.DoubleEMAIndicator;
import org.ta4j.core.indicators.averages.HMAIndicator;
import org.ta4j.core.indicators.averages.KAMAIndicator;
import org.ta4j.core.indicators.averages.TripleEMAIndicator;
import org.ta4j.core.indicators.averages.VWMAIndicator;
import org.ta4j.core.indicators.averages.WMAIndicator;
import org.ta4j.core.indicators.bollinger.PercentBIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.ichimoku.IchimokuKijunSenIndicator;
import org.ta4j.core.indicators.ichimoku.IchimokuTenkanSenIndicator;
import org.ta4j.core.indicators.statistics.SimpleLinearRegressionIndicator;
import org.ta4j.core.indicators.statistics.SimpleLinearRegressionIndicator.SimpleLinearRegressionType;
import org.ta4j.core.indicators.supertrend.SuperTrendIndicator;
import org.ta4j.core.indicators.volume.ChaikinMoneyFlowIndicator;
import org.ta4j.core.indicators.volume.MoneyFlowIndexIndicator;
import org.ta4j.core.indicators.volume.NVIIndicator;
import org.ta4j.core.indicators.volume.OnBalanceVolumeIndicator;
import org.ta4j.core.indicators.volume.PVIIndicator;
import org.ta4j.core.num.Num;

/**
 * Features of the families against ta4j 0.22.2 on real bars. Functions of a window agree from their first value on; means
 * that remember are compared after {@value #FORGET} bars, when neither knows how it started.
 */
final class Ta4jFamiliesTest {
    private static final int FORGET = 1_500;
    private static final int COUNT = 3_000;

    /** A twin of ta4j; from where on, and with what error by the larger of value and floor. */
    private record Twin(Function<BarSeries, Indicator<Num>> indicator, int first, double floor, double tolerance) {}

    private static final Map<String, Twin> TWINS = new TreeMap<>();

    private static void window(String text, Function<BarSeries, Indicator<Num>> indicator) {
        TWINS.put(text, new Twin(indicator, 0, 1e-3, 1e-9));
    }

    private static void mean(String text, Function<BarSeries, Indicator<Num>> indicator) {
        TWINS.put(text, new Twin(indicator, FORGET, 1e-3, 1e-9));
    }

    static {
        window("wma(9)", s -> new WMAIndicator(close(s), 9));
        window("hma(16)", s -> new HMAIndicator(close(s), 16));
        window("aroon-up(25)", s -> new AroonUpIndicator(s, 25));
        window("aroon-down(25)", s -> new AroonDownIndicator(s, 25));
        window("ichimoku-tenkan(9)", s -> new IchimokuTenkanSenIndicator(s, 9));
        window("ichimoku-kijun(26)", s -> new IchimokuKijunSenIndicator(s, 26));
        window("linreg(20)", s -> new SimpleLinearRegressionIndicator(close(s), 20));
        window(
                "linreg-slope(20)",
                s -> new SimpleLinearRegressionIndicator(close(s), 20, SimpleLinearRegressionType.SLOPE));
        window("roc(12)", s -> new ROCIndicator(close(s), 12));
        window("stochastic-k(14)", s -> new StochasticOscillatorKIndicator(s, 14));
        window(
                "stochastic-d(14,3)",
                s -> new StochasticOscillatorDIndicator(new StochasticOscillatorKIndicator(s, 14)));
        window("williams-r(14)", s -> new WilliamsRIndicator(s, 14));
        window("cci(20)", s -> new CCIIndicator(s, 20));
        window("cmo(14)", s -> new CMOIndicator(close(s), 14));
        window("awesome-oscillator(5,34)", s -> new AwesomeOscillatorIndicator(s));
        window("dpo(20)", s -> new DPOIndicator(s, 20));
        window("bollinger-percent(20,2)", s -> new PercentBIndicator(close(s), 20, 2));
        window("vwma(20)", s -> new VWMAIndicator(close(s), 20));
        window("obv", OnBalanceVolumeIndicator::new);
        window("money-flow-index(14)", s -> new MoneyFlowIndexIndicator(s, 14));
        window("negative-volume-index", NVIIndicator::new);
        window("positive-volume-index", PVIIndicator::new);
        TWINS.put("chaikin-money-flow(20)", new Twin(s -> new ChaikinMoneyFlowIndicator(s, 20), 0, 1, 1e-6));
        mean("dema(8)", s -> new DoubleEMAIndicator(close(s), 8));
        mean("tema(8)", s -> new TripleEMAIndicator(close(s), 8));
        mean("kama(10,2,30)", s -> new KAMAIndicator(close(s), 10, 2, 30));
        mean("macd(12,26)", s -> new MACDIndicator(close(s), 12, 26));
        mean("macd-signal(12,26,9)", s -> new MACDIndicator(close(s), 12, 26).getSignalLine(9));
        mean("macd-histogram(12,26,9)", s -> new MACDIndicator(close(s), 12, 26).getHistogram(9));
        mean("plus-di(14)", s -> new PlusDIIndicator(s, 14));
        mean("minus-di(14)", s -> new MinusDIIndicator(s, 14));
        mean("adx(14)", s -> new ADXIndicator(s, 14));
        mean("supertrend(10,3)", s -> new SuperTrendIndicator(s, 10, 3.0));
        mean("ppo(12,26)", s -> new PPOIndicator(close(s), 12, 26));
        mean("tsi(25,13)", s -> new TrueStrengthIndexIndicator(close(s), 25, 13));
    }

    private static Indicator<Num> close(BarSeries series) {
        return new ClosePriceIndicator(series);
    }

    @Tag("slow")
    @Test
    void agreesOnRealBars() throws IOException {
        List<Bar> bars = TestBars.real().subList(2_000, 2_000 + COUNT);
        BarSeries series = TestBars.ta4j(bars);
        StringBuilder wrong = new StringBuilder();
        TWINS.forEach((text, twin) -> wrong.append(compare(text, twin, bars, series)));
        assertEquals("", wrong.toString());
    }

    private static String compare(String text, Twin twin, List<Bar> bars, BarSeries series) {
        Indicator<Num> indicator = twin.indicator().apply(series);
        Feature feature = FeatureSpec.parse(text).create();
        int compared = 0;
        for (int i = 0; i < bars.size(); i++) {
            feature.onBar(bars.get(i));
            if (i < twin.first() || !feature.ready()) {
                continue; // some of ta4j's cannot be asked before they have a value
            }
            double expected = indicator.getValue(i).doubleValue();
            if (Double.isNaN(expected)) {
                continue;
            }
            compared++;
            double error = Math.abs(feature.value() - expected);
            if (!(error <= twin.tolerance() * Math.max(twin.floor(), Math.abs(expected)))) {
                return text + " at bar " + i + ": ta4j " + expected + ", here " + feature.value() + "\n";
            }
        }
        assertTrue(compared > (bars.size() - twin.first()) / 2, text + " was compared " + compared + " times");
        return "";
    }
}
