package io.reprise.engine.control;

import java.util.ArrayList;
import java.util.List;

/**
 * Equity at the end of spans of time in bounded memory: neighbours become one whenever the bound is reached. Owned by the
 * ledger.
 */
final class EquityCurve {
    static final int POINTS_MAX = 8_192;
    private static final long FIRST_SPAN_NS = 1_000_000_000L;

    private List<Spanned> points = new ArrayList<>();
    private long spanNs = FIRST_SPAN_NS;
    private long openKeyNs;
    private long spanEndNs = Long.MIN_VALUE;

    /** A point and a time within its span. */
    private record Spanned(long keyNs, EquityPoint point) {}

    /** Whether an event of this time begins a new point. */
    boolean isBeyond(long keyNs) {
        return keyNs >= spanEndNs;
    }

    void begin(long keyNs) {
        openKeyNs = keyNs;
        spanEndNs = keyNs - Math.floorMod(keyNs, spanNs) + spanNs;
    }

    /** Ends the open point, if there is one, with what held after its last event. */
    void end(long timeNs, long seq, long equity, double drawdown) {
        if (spanEndNs == Long.MIN_VALUE) {
            return;
        }
        points.add(new Spanned(openKeyNs, new EquityPoint(timeNs, seq, equity, drawdown)));
        while (points.size() >= POINTS_MAX) {
            spanNs *= 2;
            points = thin(points, spanNs);
        }
    }

    /** The last point of each span. */
    private static List<Spanned> thin(List<Spanned> all, long spanNs) {
        List<Spanned> kept = new ArrayList<>();
        for (Spanned one : all) {
            if (!kept.isEmpty() && Math.floorDiv(kept.getLast().keyNs, spanNs) == Math.floorDiv(one.keyNs, spanNs)) {
                kept.removeLast();
            }
            kept.add(one);
        }
        return kept;
    }

    /**
     * At most so many points, spread evenly, the first and the newest among them.
     *
     * @param newest the account now
     */
    List<EquityPoint> points(int wanted, EquityPoint newest) {
        if (wanted < 2 || wanted > POINTS_MAX) {
            throw new IllegalArgumentException("an equity curve has 2 to " + POINTS_MAX + " points, not " + wanted);
        }
        int before = Math.min(points.size(), wanted - 1);
        List<EquityPoint> spread = new ArrayList<>();
        for (int i = 0; i < before; i++) {
            int at = before == 1 ? 0 : (int) ((long) i * (points.size() - 1) / (before - 1));
            spread.add(points.get(at).point);
        }
        if (spanEndNs != Long.MIN_VALUE && (spread.isEmpty() || spread.getLast().seq() != newest.seq())) {
            spread.add(newest);
        }
        return spread;
    }
}
