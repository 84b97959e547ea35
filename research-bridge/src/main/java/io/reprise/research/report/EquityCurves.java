package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult.Curve;
import java.util.Locale;
import java.util.stream.LongStream;

/** The equity of two runs over the same span of time, as one drawing. */
final class EquityCurves {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 260;
    private static final int TOP = 14;
    private static final int BASE = HEIGHT - 18;

    private final long fromNs;
    private final long toNs;
    private final long low;
    private final long high;

    private EquityCurves(Curve a, Curve b) {
        fromNs = LongStream.concat(LongStream.of(a.tsNs()), LongStream.of(b.tsNs()))
                .min()
                .orElse(0);
        toNs = LongStream.concat(LongStream.of(a.tsNs()), LongStream.of(b.tsNs()))
                .max()
                .orElse(1);
        low = LongStream.concat(LongStream.of(a.equity()), LongStream.of(b.equity()))
                .min()
                .orElse(0);
        high = LongStream.concat(LongStream.of(a.equity()), LongStream.of(b.equity()))
                .max()
                .orElse(1);
    }

    /** The drawing: the first run grey, the second in colour, with the extremes written at the edges. */
    static String svg(Curve a, Curve b) {
        EquityCurves curves = new EquityCurves(a, b);
        int places = Figures.moneyPlaces(Math.max(1, curves.high));
        return "<div class=\"plot\"><svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT
                + "\" role=\"img\" aria-label=\"equity of both runs over time\">"
                + "<path class=\"bh\" d=\"" + curves.path(a) + "\"/><path class=\"eq\" d=\"" + curves.path(b) + "\"/>"
                + "<text x=\"0\" y=\"10\">" + Figures.money(curves.high, places) + "</text>"
                + "<text x=\"0\" y=\"" + (HEIGHT - 4) + "\">" + Figures.money(curves.low, places) + ", "
                + Figures.time(curves.fromNs) + " to " + Figures.time(curves.toNs) + " UTC</text></svg></div>";
    }

    private String path(Curve curve) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < curve.tsNs().length; i++) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(coordinate(WIDTH * share(curve.tsNs()[i], fromNs, toNs)))
                    .append(' ')
                    .append(coordinate(BASE - (BASE - TOP) * share(curve.equity()[i], low, high)));
        }
        return path.toString();
    }

    private static double share(long value, long from, long to) {
        return to == from ? 0 : ((double) value - from) / ((double) to - from);
    }

    private static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
