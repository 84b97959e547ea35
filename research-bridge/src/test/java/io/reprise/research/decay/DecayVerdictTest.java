package io.reprise.research.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.research.decay.DecayVerdict.State;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class DecayVerdictTest {
    private static final DecayBaseline BASELINE = baseline(0.001, 0.01, 1_000);

    @Test
    void sharpeRatiosAreComparedFromThirtyDaysOn() {
        double[] poor = normal(-0.0005, 0.01, 400, 5);
        assertEquals(State.TOO_SHORT, verdict(first(poor, 29)).state());
        assertTrue(verdict(first(poor, 30)).state() != State.TOO_SHORT);
    }

    /** A shift of all returns moves the Sharpe ratio through the limit, and nothing else. */
    @Test
    void watchBeginsOneStandardErrorBelowTheBaseline() {
        double[] noise = normal(0, 0.01, 60, 9);
        double low = -0.01;
        double high = 0.01;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            DecayVerdict verdict = verdict(shifted(noise, middle));
            double gap = verdict.baselineSharpe().sharpe()
                    - verdict.liveSharpe().sharpe()
                    - Math.hypot(
                            verdict.liveSharpe().standardError(),
                            verdict.baselineSharpe().standardError());
            if (gap > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        assertEquals(State.WATCH, verdict(shifted(noise, low - 1e-9)).state());
        assertEquals(State.OK, verdict(shifted(noise, high + 1e-9)).state());
    }

    @Test
    void anAlarmStaysAndNamesItsFirstDay() {
        double[] fall = new double[120];
        for (int i = 0; i < fall.length; i++) {
            fall[i] = i < 60 ? -0.01 : 0.02;
        }
        DecayVerdict verdict = verdict(fall);
        assertEquals(State.ALARM, verdict.state());
        int days = 0;
        double level = 0;
        while (!verdict.cusum().isAlarm(level)) {
            level = verdict.cusum()
                    .next(
                            level,
                            (fall[days] - verdict.baselineSharpe().mean())
                                    / verdict.baselineSharpe().deviation());
            days++;
        }
        assertEquals(LocalDate.EPOCH.plusDays(days - 1L).toString(), verdict.alarmDate());
        assertTrue(verdict.sentence().contains(verdict.alarmDate()));
        assertNull(verdict(first(fall, days - 1)).alarmDate());
    }

    @Test
    void returnsThatAreAllEqualHaveNoRatioYet() {
        assertEquals(State.TOO_SHORT, verdict(new double[40]).state());
    }

    @Test
    void aBaselineWithoutAnEdgeIsRefused() {
        DecayBaseline none = baseline(-0.001, 0.01, 200);
        assertThrows(IllegalArgumentException.class, () -> DecayVerdict.of(none, performance(new double[40]), 0.1));
    }

    private static DecayVerdict verdict(double[] returns) {
        return DecayVerdict.of(BASELINE, performance(returns), 0.10);
    }

    private static DecayBaseline baseline(double mean, double deviation, int days) {
        return new DecayBaseline(
                "x",
                List.of("A.B"),
                365,
                List.of(new DecayBaseline.Piece("journal", Map.of(), "1969-12-31", "", "", days)),
                performance(normal(mean, deviation, days, 3)));
    }

    private static Performance performance(double[] returns) {
        List<Performance.Day> days = new ArrayList<>();
        for (double value : returns) {
            days.add(new Performance.Day(LocalDate.EPOCH.plusDays(days.size()).toString(), value));
        }
        return new Performance(days, 10, 5, 20, 1.5);
    }

    private static double[] normal(double mean, double deviation, int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = mean + deviation * random.nextGaussian();
        }
        return out;
    }

    private static double[] shifted(double[] values, double by) {
        double[] out = values.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += by;
        }
        return out;
    }

    private static double[] first(double[] values, int n) {
        return Arrays.copyOf(values, n);
    }
}
