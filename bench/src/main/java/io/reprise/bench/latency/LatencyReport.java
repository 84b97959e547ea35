package io.reprise.bench.latency;

import io.reprise.bench.run.Machine;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.metrics.LatencyHistogram;
import io.reprise.engine.pipeline.PipelineMeter;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Percentiles of the engine and of the machine's limits, measured in one run, as text, JSON and a plot. */
public final class LatencyReport {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};
    private static final String[] COLORS = {"#9aa0a6", "#d9822b", "#5b8def", "#7b61d9", "#1f5fbf"};
    private static final int WIDTH = 860;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int BOTTOM = 380;
    private static final int TOP = 20;
    private static final int PLOT_WIDTH = 600;
    /** The plot ends at five nines. */
    private static final double NINES_MAX = 5;

    private static final double NS_MIN = 10;
    private static final double DECADES = 8;

    private final Request request;
    private final Map<String, Histogram> rows = new LinkedHashMap<>();
    private final LatencyRig.Measured engine;
    private final long lineTripBeforeNs;
    private final long lineTripAfterNs;

    /**
     * What to measure.
     *
     * @param ratePerSecond trades a second
     * @param warmupSeconds before the measured ones
     */
    public record Request(Topology topology, RingSettings ring, int ratePerSecond, int warmupSeconds, int seconds) {}

    private LatencyReport(Request request) throws IOException {
        this.request = request;
        int rate = request.ratePerSecond();
        Limits.spin(rate, Math.max(1, request.warmupSeconds()));
        Limits.append(rate, Math.max(1, request.warmupSeconds()));
        rows.put("bareSpin", Limits.spin(rate, request.seconds()));
        rows.put("bareAppend", Limits.append(rate, request.seconds()));
        lineTripBeforeNs = Limits.lineTrip();
        engine = LatencyRig.run(request.topology(), request.ring(), rate, request.warmupSeconds(), request.seconds());
        lineTripAfterNs = Limits.lineTrip();
        rows.put("published", engine.published());
        rows.put("journaled", engine.journaled());
        rows.put("tickToOrder", engine.ordered());
    }

    /** Measures the limits and the engine, one after the other. */
    public static LatencyReport measure(Request request) throws IOException {
        return new LatencyReport(request);
    }

    /** The engine's percentile as a multiple of the bare spin's. */
    private double timesSpin(double percentile) {
        return (double) rows.get("tickToOrder").getValueAtPercentile(percentile)
                / Math.max(1, rows.get("bareSpin").getValueAtPercentile(percentile));
    }

    /** As a table in nanoseconds. */
    public void print(PrintWriter out) throws IOException {
        out.printf(
                Locale.ROOT,
                "%s, %s, %,d trades/s, %d s after %d s of warm-up, %,d orders; ns from the planned time%n",
                request.topology(),
                request.ring().waiting(),
                request.ratePerSecond(),
                request.seconds(),
                request.warmupSeconds(),
                engine.orders());
        out.printf("%-14s%12s%12s%12s%12s%12s%12s%n", "", "p50", "p90", "p99", "p99.9", "p99.99", "max");
        rows.forEach((name, histogram) -> {
            out.printf("%-14s", name);
            for (double percentile : PERCENTILES) {
                out.printf(Locale.ROOT, "%,12d", histogram.getValueAtPercentile(percentile));
            }
            out.println();
        });
        out.printf(
                Locale.ROOT,
                "tick to order is %.1f times the bare spin at p50, %.1f at p99, %.1f at p99.9%n",
                timesSpin(50),
                timesSpin(99),
                timesSpin(99.9));
        out.printf(
                Locale.ROOT,
                "a cache line to the other core and back takes %,d ns before and %,d ns after the engine's run%n",
                lineTripBeforeNs,
                lineTripAfterNs);
        out.print("median of the engine's parts, up to ns:");
        for (PipelineMeter.Part part : PipelineMeter.Part.values()) {
            out.printf(Locale.ROOT, " %s %,d", part.name().toLowerCase(Locale.ROOT), medianNs(part));
        }
        out.println();
        for (ThreadTimes.Time thread : engine.threads()) {
            out.printf(
                    Locale.ROOT,
                    "thread %-16s ran %,7d ms, was ready without a core %,7d ms, %,7d turns%n",
                    thread.thread(),
                    thread.ranMs(),
                    thread.waitedMs(),
                    thread.turns());
        }
        Machine machine = Machine.here();
        out.println("machine " + machine.cpu() + ", " + machine.cores() + " cores, " + machine.jdk());
    }

    /** The end of the bucket that the median lies in. */
    private long medianNs(PipelineMeter.Part part) {
        LatencyHistogram histogram = engine.parts().histogram(part);
        long left = (histogram.count() + 1) / 2;
        for (int bucket = 0; bucket < LatencyHistogram.BUCKETS; bucket++) {
            left -= histogram.count(bucket);
            if (left <= 0) {
                return LatencyHistogram.upperNs(bucket);
            }
        }
        return 0;
    }

    /** As one JSON object. */
    public void json(PrintWriter out) throws IOException {
        Machine machine = Machine.here();
        try (JsonOutput result = new JsonOutput(out)) {
            result.text("bench", "latency")
                    .text("topology", request.topology().name())
                    .text("wait", request.ring().waiting().name())
                    .number("ratePerSecond", request.ratePerSecond())
                    .number("seconds", request.seconds())
                    .number("orders", engine.orders())
                    .number("lineTripBeforeNs", lineTripBeforeNs)
                    .number("lineTripAfterNs", lineTripAfterNs);
            for (Map.Entry<String, Histogram> row : rows.entrySet()) {
                result.object(row.getKey(), () -> {
                    for (double percentile : PERCENTILES) {
                        result.number(key(percentile), row.getValue().getValueAtPercentile(percentile));
                    }
                });
            }
            result.object("timesBareSpin", () -> {
                result.ratio("p50", timesSpin(50)).ratio("p99", timesSpin(99)).ratio("p99.9", timesSpin(99.9));
            });
            result.object("partsMedianNs", () -> {
                for (PipelineMeter.Part part : PipelineMeter.Part.values()) {
                    result.number(part.name().toLowerCase(Locale.ROOT), medianNs(part));
                }
            });
            result.array("threads", () -> {
                for (ThreadTimes.Time thread : engine.threads()) {
                    result.element(() -> result.text("thread", thread.thread())
                            .number("ranNs", thread.ranNs())
                            .number("waitedNs", thread.waitedNs())
                            .number("turns", thread.turns()));
                }
            });
            result.text("cpu", machine.cpu())
                    .number("cores", machine.cores())
                    .text("jdk", machine.jdk())
                    .texts("flags", machine.flags());
        }
    }

    private static String key(double percentile) {
        return percentile == 100
                ? "maxNs"
                : "p" + String.format(Locale.ROOT, "%s", percentile).replace(".0", "") + "Ns";
    }

    /** As a page with the percentiles plotted, both axes logarithmic. */
    public void page(Path file) throws IOException {
        StringBuilder svg = new StringBuilder();
        axes(svg);
        int row = 0;
        for (Map.Entry<String, Histogram> entry : rows.entrySet()) {
            line(svg, entry.getKey(), entry.getValue(), row);
            row++;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, """
                <!doctype html><html lang="en"><meta charset="utf-8"><title>Reprise: latency by percentile</title>
                <style>body{font:14px/1.5 system-ui,sans-serif;margin:2rem;color:#222}text{font-size:12px;fill:#444}</style>
                <h1>Latency by percentile</h1>
                <p>%s, %s, %,d trades/s, %d s; nanoseconds from the planned time of the trade, both axes logarithmic.</p>
                <svg width="%d" height="%d" role="img" aria-label="latency by percentile">%s</svg></html>
                """.formatted(
                        request.topology(),
                        request.ring().waiting(),
                        request.ratePerSecond(),
                        request.seconds(),
                        WIDTH,
                        HEIGHT,
                        svg));
    }

    private static void axes(StringBuilder svg) {
        for (int nines = 0; nines <= NINES_MAX; nines++) {
            double x = LEFT + PLOT_WIDTH * nines / NINES_MAX;
            String label =
                    nines == 0 ? "0" : nines == 1 ? "90%" : "99" + (nines > 2 ? "." + "9".repeat(nines - 2) : "") + "%";
            svg.append("<line x1='%.0f' y1='%d' x2='%.0f' y2='%d' stroke='#e3e3e3'/>".formatted(x, TOP, x, BOTTOM))
                    .append("<text x='%.0f' y='%d' text-anchor='middle'>%s</text>".formatted(x, BOTTOM + 18, label));
        }
        String[] units = {"10 ns", "100 ns", "1 µs", "10 µs", "100 µs", "1 ms", "10 ms", "100 ms", "1 s"};
        for (int decade = 0; decade < units.length; decade++) {
            double y = BOTTOM - (BOTTOM - TOP) * decade / DECADES;
            svg.append("<line x1='%d' y1='%.0f' x2='%d' y2='%.0f' stroke='#e3e3e3'/>"
                            .formatted(LEFT, y, LEFT + PLOT_WIDTH, y))
                    .append("<text x='%d' y='%.0f' text-anchor='end'>%s</text>"
                            .formatted(LEFT - 8, y + 4, units[decade]));
        }
    }

    private static void line(StringBuilder svg, String name, Histogram histogram, int row) {
        svg.append("<polyline fill='none' stroke-width='2' stroke='")
                .append(COLORS[row])
                .append("' points='");
        double y = BOTTOM;
        for (double nines = 0; nines <= NINES_MAX + 1e-9; nines += 0.05) {
            double percentile = 100 * (1 - Math.pow(10, -nines));
            double ns = Math.max(NS_MIN, histogram.getValueAtPercentile(percentile));
            y = BOTTOM - (BOTTOM - TOP) * Math.log10(ns / NS_MIN) / DECADES;
            svg.append("%.1f,%.1f ".formatted(LEFT + PLOT_WIDTH * nines / NINES_MAX, y));
        }
        svg.append("'/>")
                .append("<rect x='%d' y='%d' width='12' height='12' fill='%s'/>"
                        .formatted(LEFT + PLOT_WIDTH + 24, TOP + 22 * row, COLORS[row]))
                .append("<text x='%d' y='%d'>%s</text>".formatted(LEFT + PLOT_WIDTH + 42, TOP + 10 + 22 * row, name));
    }
}
