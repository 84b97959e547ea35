package io.reprise.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.strategies.breakout.KeltnerBreakout;
import io.reprise.strategies.breakout.OpeningRange;
import io.reprise.strategies.breakout.YearHigh;
import io.reprise.strategies.combination.Composite;
import io.reprise.strategies.reversion.BollingerReversion;
import io.reprise.strategies.reversion.ConnorsRsi2;
import io.reprise.strategies.reversion.Stochastic;
import io.reprise.strategies.reversion.ZScoreReversion;
import io.reprise.strategies.trend.EmaCross;
import io.reprise.strategies.trend.Ichimoku;
import io.reprise.strategies.trend.Kama;
import io.reprise.strategies.trend.Macd;
import io.reprise.strategies.trend.SuperTrend;
import io.reprise.strategies.trend.TimeSeriesMomentum;
import io.reprise.strategies.volatility.ManagedVolatility;
import io.reprise.strategies.volatility.NarrowRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signals worked by hand on series short enough for it; bars are counted from 1. */
final class HandSignalsTest {
    /** EMA(1) is the close, EMA(2) is 10, 10, 10, 11.33, 10.44, 7.48, 9.16. */
    @Test
    void emaCross() {
        check(
                new EmaCross(),
                Map.of("fast", "1", "slow", "2", "shorts", "true"),
                TestBars.closes(10, 10, 10, 12, 10, 6, 10),
                "...LSSL");
    }

    /** The MACD is 0, 0, .67, -.44, -1.48, .84 from bar 2 on, its signal line of two values 0, 0, .44, -.15, -1.04, .21. */
    @Test
    void macd() {
        check(
                new Macd(),
                Map.of("fast", "1", "slow", "2", "signal", "2", "shorts", "true"),
                TestBars.closes(10, 10, 10, 12, 10, 6, 10),
                "...LSSL");
    }

    /** Looks at 12 against 10, 11 against 12 and 11 against 11, not at what lies between. */
    @Test
    void timeSeriesMomentum() {
        check(
                new TimeSeriesMomentum(),
                Map.of("lookback", "2", "hold", "2", "shorts", "true"),
                TestBars.closes(10, 11, 12, 9, 11, 30, 11, 40),
                "..LLSSSS");
    }

    /** With one bar the ratio is 1 where the price moves, and the average takes (2/3)² of the way: 10, 10.89, 10.89, 9.61, 10.23. */
    @Test
    void kama() {
        check(
                new Kama(),
                Map.of("period", "1", "fast", "2", "slow", "30", "shorts", "true"),
                TestBars.closes(10, 10, 12, 12, 8, 11),
                "..LLSL");
    }

    /** The range of a bar is its step; the bands are 10..10, 10..10, 10..16, 13..15, 10..14. */
    @Test
    void superTrend() {
        check(
                new SuperTrend(),
                Map.of("period", "1", "multiplier", "1", "shorts", "true"),
                TestBars.closes(10, 10, 13, 14, 12, 15),
                "..LLSL");
    }

    /** The cloud of bar 5 is that of bar 3, 10..10, of bar 6 10.5..10.75, of bar 7 11..11.75, of bar 8 12..12.75. */
    @Test
    void ichimoku() {
        check(
                new Ichimoku(),
                Map.of("conversion", "1", "base", "2", "span", "3", "shorts", "true"),
                TestBars.closes(10, 10, 10, 11, 12, 13, 9, 8),
                "....LLSS");
    }

    /** The close lies at -.71, -1.37, -.27 and 1.22 deviations. */
    @Test
    void bollingerReversion() {
        check(
                new BollingerReversion(),
                Map.of("period", "3", "width", "1"),
                TestBars.closes(10, 11, 10, 7, 8, 9),
                "....L.");
    }

    /** Scores -1.15, -.22, 1.13 and 0. */
    @Test
    void zScoreReversion() {
        check(
                new ZScoreReversion(),
                Map.of("period", "3", "entry", "1", "exit", "0.5", "shorts", "true"),
                TestBars.closes(10, 10, 10, 7, 8, 12, 10),
                "...L.S.");
    }

    /** RSI(1) is 0 after the fall to 13, above the mean of four, 11.75; 15 is above the mean of two, 14. */
    @Test
    void rsi2() {
        check(
                new ConnorsRsi2(),
                Map.of("period", "1", "trend", "4", "exit", "2"),
                TestBars.closes(9, 10, 10, 14, 13, 15),
                "....L.");
    }

    /** %K is 100, 100, 0, 0, 100, 100, 0 and %D the mean of two: on bar 6 %K rises above a %D of 50. */
    @Test
    void stochastic() {
        check(
                new Stochastic(),
                Map.of("period", "2", "smooth", "1", "signal", "2", "lower", "60", "upper", "70"),
                TestBars.closes(10, 11, 12, 11, 10, 11, 12, 9),
                ".....LLL");
    }

    /** EMA(2) is 10, 10, 12, 12.67, 11.56 and the range of a bar its step. */
    @Test
    void keltnerBreakout() {
        check(
                new KeltnerBreakout(),
                Map.of("period", "2", "range", "1", "multiplier", "0.2", "shorts", "true"),
                TestBars.closes(10, 10, 13, 13, 11),
                "..LLS");
    }

    /** 72 is .9 of 80 exactly, 63 below .8 of it. */
    @Test
    void yearHigh() {
        check(
                new YearHigh(),
                Map.of("bars", "3", "entry", "0.9", "exit", "0.8"),
                TestBars.closes(100, 95, 89, 79, 80, 72, 63, 72),
                ".....L.L");
    }

    /** Two returns deviate by .067, 0, .49 and three by .095, .055, .40. */
    @Test
    void managedVolatility() {
        check(
                new ManagedVolatility(),
                Map.of("window", "2", "reference", "3"),
                TestBars.closes(10, 11, 10, 10, 10, 20),
                "...LL.");
    }

    /** On bar 4 the close is at the mean, on bar 5 above it and quiet, on bar 6 wild. */
    @Test
    void composite() {
        check(
                new Composite(),
                Map.of("trend", "2", "window", "2", "reference", "3", "limit", "1"),
                TestBars.closes(10, 11, 10, 10, 11, 30),
                "....L.");
    }

    /** Days of four bars; the range is the first bar's. */
    @Test
    void openingRangeEndsWithTheDay() {
        List<Bar> bars = new ArrayList<>();
        long hoursNs = 6 * 60 * TestBars.MINUTE_NS;
        for (long px : new long[] {10, 11, 12, 9, 9, 9, 8, 10}) {
            int i = bars.size();
            bars.add(new Bar().set(0, i * hoursNs, (i + 1) * hoursNs, px, px, px, px, 1, 1));
        }
        check(new OpeningRange(), Map.of("bars", "1", "shorts", "true"), bars, ".LLS..SL");
    }

    /** The ranges are 4, 3, 2: the third bar is narrow, and the fourth closes above its high. */
    @Test
    void narrowRange() {
        List<Bar> bars = List.of(
                TestBars.bar(0, 12, 8, 10),
                TestBars.bar(1, 12, 9, 10),
                TestBars.bar(2, 11, 9, 10),
                TestBars.bar(3, 13, 9, 12),
                TestBars.bar(4, 15, 9, 12),
                TestBars.bar(5, 15, 9, 12));
        check(new NarrowRange(), Map.of("bars", "3", "hold", "2"), bars, "...LL.");
    }

    private static void check(StrategyProvider provider, Map<String, String> set, List<Bar> bars, String letters) {
        assertEquals(letters, SignalRun.letters(provider, set, bars), provider.name());
    }
}
