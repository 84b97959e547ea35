package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.RunResult.Fill;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether a run's exposure was at most its equity.
 *
 * @param known whether that can be told
 * @param atMostOne whether it was, to one percent: an all-in order may take cash a little below zero (rule 21)
 */
record Leverage(boolean known, boolean atMostOne) {
    private static final double UNIT = 1e8;
    private static final double TOLERANCE = 0.01;

    static Leverage of(RunResult run) {
        boolean funded = run.minCash() >= -TOLERANCE * run.initialEquity();
        if (funded && neverShort(run)) {
            return new Leverage(true, true);
        }
        return run.allocations().isEmpty()
                ? new Leverage(true, exposureMost(run) <= 1 + TOLERANCE)
                : new Leverage(false, false);
    }

    private static boolean neverShort(RunResult run) {
        Map<String, Long> positions = new HashMap<>();
        for (Fill fill : run.fills()) {
            if (positions.merge(String.valueOf(fill.instrument()), fill.buy() ? fill.qty() : -fill.qty(), Long::sum)
                    < 0) {
                return false;
            }
        }
        return true;
    }

    /** The greatest share of equity at the points of the curve, of a run of one instrument. */
    private static double exposureMost(RunResult run) {
        RunResult.Curve curve = run.curve();
        long position = 0;
        int next = 0;
        double most = 0;
        for (int i = 0; i < curve.tsNs().length; i++) {
            while (next < run.fills().size() && run.fills().get(next).tsEventNs() <= curve.tsNs()[i]) {
                Fill fill = run.fills().get(next++);
                position += fill.buy() ? fill.qty() : -fill.qty();
            }
            if (curve.equity()[i] > 0) {
                most = Math.max(most, Math.abs(position / UNIT * curve.close()[i]) / curve.equity()[i]);
            }
        }
        return most;
    }
}
