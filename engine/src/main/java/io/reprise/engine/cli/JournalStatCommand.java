package io.reprise.engine.cli;

import io.reprise.codecs.schema.FrameSchema;
import io.reprise.codecs.schema.FrameTemplate;
import io.reprise.engine.backtest.JournalHeader;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.journal.Finding;
import io.reprise.engine.journal.JournalCheck;
import io.reprise.engine.journal.StreamCheck;
import io.reprise.engine.journal.StreamScan;
import io.reprise.engine.journal.StreamTotals;
import io.reprise.engine.time.Times;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code journal stat}: what a journal holds. */
@Command(
        name = "stat",
        description =
                "Says what a journal holds: streams, ranges, frames by type, run header, digests. Reads all of it;"
                        + " exit code 1 when it is damaged.")
final class JournalStatCommand implements Callable<Integer> {
    private static final int KEY_WIDTH = 14;
    private static final int FINDINGS_SHOWN = 10;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The journal.")
    private Path journal;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    private final Map<String, Map<Integer, Long>> typeCounts = new HashMap<>();

    @Override
    public Integer call() {
        JournalSelection.requireJournal(journal);
        JournalCheck.Report report;
        try (Progress progress = Progress.start("stat", spec.commandLine().getErr(), json)) {
            Scanning scanning = new Scanning(progress);
            report = JournalCheck.run(journal, scanning::see);
        }
        JournalHeader header = headerOf(report);
        if (json) {
            printJson(report, header);
        } else {
            printText(report, header);
        }
        return report.verified() ? 0 : 1;
    }

    /** The header, unless it is where the damage is. */
    private JournalHeader headerOf(JournalCheck.Report report) {
        try {
            return JournalHeader.read(journal);
        } catch (IllegalStateException e) {
            if (report.verified()) {
                throw e;
            }
            return JournalHeader.NONE;
        }
    }

    /** Counts frames by stream and type. */
    private final class Scanning {
        private final Progress progress;
        private final long[] counts = new long[1 << Short.SIZE];
        private long frames;

        Scanning(Progress progress) {
            this.progress = progress;
        }

        void see(StreamScan scan) {
            Map<Integer, Long> types = typeCounts.computeIfAbsent(scan.stream(), stream -> new TreeMap<>());
            for (int at = scan.offset(); at < scan.limit(); at += Event.frameLength(scan.buffer(), at)) {
                counts[Event.templateId(scan.buffer(), at)]++;
            }
            for (int at = scan.offset(); at < scan.limit(); at += Event.frameLength(scan.buffer(), at)) {
                int id = Event.templateId(scan.buffer(), at);
                if (counts[id] > 0) {
                    types.merge(id, counts[id], Long::sum);
                    counts[id] = 0;
                }
            }
            frames += scan.frameCount();
            progress.at(frames, 0);
        }
    }

    private Map<String, Long> types(String stream) {
        Map<String, Long> named = new LinkedHashMap<>();
        typeCounts.getOrDefault(stream, Map.of()).forEach((id, count) -> {
            FrameTemplate template = FrameSchema.current().template(id);
            named.put(template == null ? "Template" + id : template.name(), count);
        });
        return named;
    }

    private void printText(JournalCheck.Report report, JournalHeader header) {
        String kind = header.isRun() ? "the journal of a run" : "a journal";
        String state =
                report.beingWritten() ? "being written" : report.manifest().closed() ? "closed" : "not closed";
        row("journal", journal + ", " + kind + ", " + state);
        for (Instrument instrument : header.instruments()) {
            row("instrument", instrument(instrument));
        }
        report.streams().forEach(this::printStream);
        if (header.isRun()) {
            out().println();
            row("run header", header.run());
            header.sources()
                    .forEach(source ->
                            row("source", source.frames() + " frames, content sha256 " + source.contentSha256()));
            printMap("configuration", header.configuration());
        }
        if (!report.manifest().properties().isEmpty()) {
            out().println();
            printMap("manifest", report.manifest().properties());
        }
        List<Finding> findings = report.allFindings();
        findings.stream().limit(FINDINGS_SHOWN).forEach(finding -> row("DAMAGE", finding.sentence()));
        if (findings.size() > FINDINGS_SHOWN) {
            row("", "and " + (findings.size() - FINDINGS_SHOWN) + " more: journal verify names them all");
        }
    }

    private static String instrument(Instrument instrument) {
        return instrument.id() + " " + instrument.name() + ", "
                + instrument.assetClass().name().toLowerCase(Locale.ROOT) + ", tick "
                + Decimals.plain(instrument.tickPx()) + ", lot " + Decimals.plain(instrument.lotQty()) + ", in "
                + instrument.currency();
    }

    private void printStream(StreamCheck.Report stream) {
        StreamTotals totals = stream.totals();
        out().println();
        row(stream.stream(), stream.closed() ? "closed" : "not closed");
        row("  segments", String.format(Locale.ROOT, "%,d, %,d bytes of files", totals.segments(), stream.fileBytes()));
        row("  documents", String.format(Locale.ROOT, "%,d", totals.documents()));
        row("  frames", String.format(Locale.ROOT, "%,d, %,d bytes", totals.frames(), totals.bytes()));
        types(stream.stream())
                .forEach((type, count) -> row("", String.format(Locale.ROOT, "%-20s %,15d", type, count)));
        if (totals.frames() > 0) {
            row("  sequences", totals.firstSeq() + " to " + totals.lastSeq());
            row("  times", Times.format(totals.firstTsInitNs()) + " to " + Times.format(totals.lastTsInitNs()));
        }
        row("  chain crc", String.format(Locale.ROOT, "%08x", totals.chainCrc()));
        row("  sha256", totals.contentSha256());
    }

    private void printMap(String title, Map<String, String> map) {
        int width = map.keySet().stream().mapToInt(String::length).max().orElse(0);
        String key = title;
        for (Map.Entry<String, String> entry : map.entrySet()) {
            String name = entry.getKey() + " ".repeat(width - entry.getKey().length());
            row(key, name + "  " + entry.getValue());
            key = "";
        }
    }

    private void row(String key, String value) {
        String clean = value.replaceAll("\\p{Cntrl}", "?");
        out().println(key + " ".repeat(Math.max(1, KEY_WIDTH - key.length())) + clean);
    }

    private void printJson(JournalCheck.Report report, JournalHeader header) {
        try (JsonOutput output = new JsonOutput(out())) {
            output.text("journal", journal.toString())
                    .flag("closed", report.manifest().closed())
                    .flag("beingWritten", report.beingWritten())
                    .flag("verified", report.verified());
            output.array(
                    "streams",
                    () -> report.streams()
                            .forEach(stream -> output.element(() -> {
                                JournalReports.stream(output, stream);
                                output.object(
                                        "types", () -> types(stream.stream()).forEach(output::number));
                            })));
            output.array(
                    "instruments",
                    () -> header.instruments()
                            .forEach(instrument -> output.element(() -> output.number("instrumentId", instrument.id())
                                    .text("name", instrument.name())
                                    .text("assetClass", instrument.assetClass().name())
                                    .fixed("tickPx", instrument.tickPx())
                                    .fixed("lotQty", instrument.lotQty())
                                    .text("currency", instrument.currency()))));
            output.object("configuration", () -> header.configuration().forEach(output::text));
            output.array(
                    "sources",
                    () -> header.sources()
                            .forEach(source -> output.element(() -> output.text("contentSha256", source.contentSha256())
                                    .number("frames", source.frames()))));
            output.object("properties", () -> report.manifest().properties().forEach(output::text));
            JournalReports.findings(output, report.allFindings());
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
