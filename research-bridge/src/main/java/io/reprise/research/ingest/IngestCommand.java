package io.reprise.research.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.reprise.codecs.AssetClass;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.fixed.Decimals;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ingest}: files in known formats to a market journal. Exit 0 ok, 1 failed, 2 bad usage. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = "Reads files of trades, bars, quotes or order books into a market journal.",
        footer = {
            "",
            "A file is plain, gzip, a zip with one entry, or an entry of a zip or jar as FILE.zip!entry.",
            "What was ingested before adds nothing; later files are added, overlapping ones are refused.",
            "Rejected rows are kept in rejects.csv in the journal's folder."
        })
public final class IngestCommand implements Callable<Integer> {
    private static final long PROGRESS_AFTER_NS = 2_000_000_000L;
    private static final long PROGRESS_EVERY_NS = 1_000_000_000L;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Files, in order of their time.")
    private List<String> files = List.of();

    @Option(names = "--format", paramLabel = "NAME", description = "Layout of the files; --formats lists them.")
    private String format;

    @Option(
            names = "--format-file",
            paramLabel = "FILE",
            description = "A layout of your own, as data/formats/README.md says.")
    private Path formatFile;

    @Option(names = "--formats", description = "List the layouts that are known.")
    private boolean listsFormats;

    @Option(names = "--journal", paramLabel = "DIR", description = "The market journal, made or added to.")
    private Path journal;

    @Option(
            names = "--merge-to",
            paramLabel = "DIR",
            description = "Merge the journal and the files by time into this new journal.")
    private Path mergeTo;

    @Option(
            names = "--instrument",
            paramLabel = "NAME",
            description = "Symbol and venue, such as BTC-USD.BITSTAMP; otherwise from the file's name.")
    private String instrument;

    @Option(names = "--dataset", paramLabel = "NAME", description = "Name of the data set; otherwise the file's name.")
    private String dataset;

    @Option(
            names = "--entry",
            paramLabel = "PATTERN",
            description = "Which entry of a zip with several, such as '*_201312.csv'.")
    private String entry;

    @Option(names = "--symbol", paramLabel = "NAME", description = "Which symbol of files that hold several.")
    private String symbol;

    @Option(names = "--stamp", paramLabel = "start|end|end-ms", description = "What a bar's stamp is.")
    private String stamp;

    @Option(
            names = "--volume",
            paramLabel = "base|none",
            description = "Whether volumes are in units of the instrument.")
    private String volume;

    @Option(
            names = "--bar",
            paramLabel = "PERIOD",
            description = "Period of the bars, such as 1m; otherwise the most common spacing.")
    private String bar;

    @Option(names = "--tick", paramLabel = "PRICE", description = "Smallest price step; 0.00000001 unless given.")
    private String tick;

    @Option(names = "--lot", paramLabel = "QTY", description = "Smallest quantity step; 0.00000001 unless given.")
    private String lot;

    @Option(names = "--asset-class", paramLabel = "CLASS", description = "crypto, equity, commodity, fx or index.")
    private String assetClass;

    @Option(names = "--currency", paramLabel = "CODE", description = "Currency of the prices.")
    private String currency;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone of stamps that name none, such as America/New_York.")
    private String zone;

    @Option(names = "--newest-first", description = "The files are in reverse order of time.")
    private boolean newestFirst;

    @Option(names = "--strict", description = "Stop at the first bad row and leave nothing.")
    private boolean strict;

    @Option(names = "--allow-non-positive", description = "Prices at or below 0 are real.")
    private boolean nonPositivePx;

    @Option(
            names = "--feed-latency-ms",
            paramLabel = "MS",
            description = "From the venue's time to when we know it; 0 unless given.")
    private String feedLatencyMs;

    @Option(
            names = "--clock-offset-ms",
            paramLabel = "MS|auto",
            description = "Added to the times of receipt of a recorded feed; auto = so much that nothing is received"
                    + " before it happens; 0 unless given.")
    private String clockOffsetMs;

    @ArgGroup
    private EventOptions events;

    @Option(
            names = "--of",
            paramLabel = "DIR",
            description = "The market journal whose instrument and period --actions, --funding or --shares are for.")
    private Path of;

    @Option(
            names = "--venue",
            paramLabel = "NAME",
            description =
                    "Whose --funding it is; otherwise by the file's path. Of another venue than the prices, a result "
                            + "says proxy.")
    private String venue;

    private static final class EventOptions {
        @Option(
                names = "--actions",
                paramLabel = "FILE",
                description =
                        "Splits and dividends of a LEAN factor file, a calendar, WIKI's or Polygon's, instead of FILEs.")
        private String actions;

        @Option(
                names = "--funding",
                paramLabel = "FILE",
                description = "Funding rates: symbol,time,rate or time,rate or JSON rows, instead of FILEs.")
        private String funding;

        @Option(
                names = "--borrow",
                paramLabel = "FILE",
                description =
                        "What shorts cost and how much can be borrowed: date,rate a year,available, instead of FILEs.")
        private String borrow;

        @Option(
                names = "--interest",
                paramLabel = "FILE",
                description = "What cash below 0 costs: date,rate a year, instead of FILEs.")
        private String interest;

        @Option(
                names = "--shares",
                paramLabel = "FILE",
                description = "Shares of capital over time: time,allocation,share, instead of FILEs.")
        private String shares;

        /** Which one was given. */
        EventIngest.Kind kind() {
            return Stream.of(EventIngest.Kind.values())
                    .filter(kind -> file(kind) != null)
                    .findFirst()
                    .orElseThrow();
        }

        String file(EventIngest.Kind kind) {
            return switch (kind) {
                case ACTIONS -> actions;
                case FUNDING -> funding;
                case BORROW -> borrow;
                case INTEREST -> interest;
                case SHARES -> shares;
            };
        }
    }

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private long startedNs;
    private long shownNs;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (listsFormats) {
            Formats.builtIn().forEach(f -> out.println(formatLine(f)));
            out.flush();
            return 0;
        }
        try {
            IngestResult result = events == null ? Ingest.run(request()) : EventIngest.run(eventRequest());
            if (json) {
                printJson(result, out);
            } else {
                printText(result, out);
                said(result).forEach((word, text) -> out.println(word + ": " + text));
            }
            out.flush();
            return 0;
        } catch (IngestException failed) {
            spec.commandLine().getErr().println("reprise: " + failed.getMessage());
            spec.commandLine().getErr().flush();
            return 1;
        }
    }

    private static String formatLine(Format known) {
        String names =
                Stream.concat(Stream.of(known.name()), known.aliases().stream()).collect(Collectors.joining(", "));
        return names + "\n    " + known.description();
    }

    private EventIngest.Request eventRequest() {
        if (!files.isEmpty()) {
            throw usage("--actions, --funding, --borrow, --interest and --shares take no FILE besides their own");
        }
        if (journal == null) {
            throw usage("--journal DIR is missing");
        }
        if (of == null) {
            throw usage("--of DIR is missing: the market journal that the events are for");
        }
        EventIngest.Kind kind = events.kind();
        String file = events.file(kind);
        return new EventIngest.Request(
                kind, SourceFile.parse(file), of, journal, zone == null ? kind.zone() : zoneId(), symbol, venue);
    }

    private IngestRequest request() {
        if (of != null || venue != null) {
            throw usage("--of and --venue go with --actions, --funding, --borrow, --interest or --shares");
        }
        if (files.isEmpty()) {
            throw usage("no FILE is given");
        }
        if (journal == null) {
            throw usage("--journal DIR is missing");
        }
        if ((format == null) == (formatFile == null)) {
            throw usage("one of --format and --format-file is needed");
        }
        Format layout = formatFile == null ? namedFormat() : Formats.fromFile(formatFile);
        try {
            return IngestRequest.of(layout, journal, files)
                    .entry(entry)
                    .symbol(symbol)
                    .mergeTo(mergeTo)
                    .instrument(instrument)
                    .dataset(dataset)
                    .stamp(stamp == null ? null : one("--stamp", stamp, Format.Stamp.values()))
                    .hasVolume(volume == null ? null : isBase())
                    .barPeriodNs(bar == null ? 0 : periodNs())
                    .zone(zone == null ? null : zoneId())
                    .newestFirst(newestFirst)
                    .nonPositivePx(nonPositivePx)
                    .strict(strict)
                    .feedLatencyNs(feedLatencyMs == null ? 0 : ns("--feed-latency-ms", feedLatencyMs))
                    .clockOffsetNs(clockOffsetNs())
                    .increments(step("--tick", tick), step("--lot", lot))
                    .assetClass(assetClass == null ? null : one("--asset-class", assetClass, AssetClass.values()))
                    .currency(currency)
                    .progress(this::showProgress)
                    .build();
        } catch (IllegalArgumentException refused) {
            throw usage(refused.getMessage());
        }
    }

    private Format namedFormat() {
        try {
            return Formats.named(format);
        } catch (IngestException unknown) {
            throw usage(unknown.getMessage());
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private <E extends Enum<E>> E one(String option, String text, E[] values) {
        for (E value : values) {
            if (FormatFile.word(value).equals(text.toLowerCase(Locale.ROOT))
                    && !value.name().equals("NULL_VAL")) {
                return value;
            }
        }
        String known = Stream.of(values)
                .map(FormatFile::word)
                .filter(word -> !word.equals("null-val"))
                .collect(Collectors.joining(", "));
        throw usage(option + " must be one of " + known + ", not '" + text + "'");
    }

    private boolean isBase() {
        if (!volume.equals("base") && !volume.equals("none")) {
            throw usage("--volume must be base or none, not '" + volume + "'");
        }
        return volume.equals("base");
    }

    private long periodNs() {
        try {
            BarSpec period = BarSpec.parse(bar);
            if (period.isTime()) {
                return period.size();
            }
        } catch (ArithmeticException tooLong) {
            throw usage("--bar " + bar + " is too long");
        }
        throw usage("--bar must be a time such as 1m or 4h, for bars of a file, not '" + bar + "'");
    }

    private ZoneId zoneId() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw usage("--zone '" + zone + "' is not a known time zone, such as UTC or America/New_York");
        }
    }

    private Long clockOffsetNs() {
        if (clockOffsetMs == null) {
            return 0L;
        }
        return clockOffsetMs.equals("auto") ? null : (Long) ns("--clock-offset-ms", clockOffsetMs);
    }

    private long ns(String option, String text) {
        try {
            return new BigDecimal(text).movePointRight(6).longValueExact();
        } catch (NumberFormatException | ArithmeticException refused) {
            throw usage(option + " must be a number of milliseconds with at most six places, not '" + text + "'");
        }
    }

    private long step(String option, String text) {
        if (text == null) {
            return 0;
        }
        try {
            long step = Decimals.parse(text);
            if (step > 0) {
                return step;
            }
        } catch (NumberFormatException notANumber) {
            throw usage(option + ": " + notANumber.getMessage());
        }
        throw usage(option + " must be above 0, not " + text);
    }

    private void showProgress(long rows) {
        long now = System.nanoTime();
        if (startedNs == 0) {
            startedNs = now;
            shownNs = now;
        }
        if (now - startedNs > PROGRESS_AFTER_NS && now - shownNs > PROGRESS_EVERY_NS) {
            shownNs = now;
            spec.commandLine().getErr().println("ingest: " + grouped(rows) + " rows");
            spec.commandLine().getErr().flush();
        }
    }

    private static void printText(IngestResult result, PrintWriter out) {
        if (result.alreadyIngested()) {
            out.println("Nothing new: all that was given is already in " + result.journal());
        } else {
            String what = result.kind() == null
                    ? result.format()
                    : result.kind() == Format.Kind.FEED ? "messages" : FormatFile.word(result.kind());
            out.println("Ingested " + grouped(result.acceptedRows()) + " " + what + " of "
                    + result.instrument() + (result.bar() == null ? "" : " (" + result.bar() + ")") + ", rejected "
                    + grouped(result.rejectedRows()) + ", "
                    + (result.otherRows() == 0 ? "" : "passed over " + grouped(result.otherRows()) + " others, ")
                    + grouped(Math.round(result.rowsPerSecond()))
                    + " rows/s");
            result.rejects().forEach(r -> out.println("  line " + r.line() + ": " + r.reason() + ": " + r.text()));
            if (result.rejectedRows() > result.rejects().size()) {
                out.println("  ...");
            }
            if (result.rejectedRows() > 0) {
                out.println("Rejected rows are in " + result.journal().resolve(Rejects.FILE_NAME));
            }
        }
        out.println("Journal " + result.journal() + ": " + grouped(result.journalEvents()) + " events from "
                + MarketManifest.text(result.journalFirstTsNs()) + " to "
                + MarketManifest.text(result.journalLastTsNs()));
    }

    /** What the journal of events says of itself, if anything: a finding, or that it is a proxy. */
    private static Map<String, String> said(IngestResult result) {
        Map<String, String> properties =
                MarketJournal.manifest(result.journal()).properties();
        Map<String, String> said = new LinkedHashMap<>();
        for (String word : List.of(FundingHours.PROPERTY, "proxy")) {
            if (properties.containsKey(word)) {
                said.put(word, properties.get(word));
            }
        }
        return said;
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static void printJson(IngestResult result, PrintWriter out) {
        try (JsonGenerator to = new JsonFactory().createGenerator(out)) {
            to.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            to.writeStartObject();
            to.writeStringField("journal", result.journal().toString());
            to.writeStringField("dataset", result.dataset());
            to.writeStringField("instrument", result.instrument());
            to.writeStringField("format", result.format());
            to.writeStringField("kind", result.kind() == null ? result.format() : FormatFile.word(result.kind()));
            to.writeStringField("bar", result.bar());
            to.writeBooleanField("alreadyIngested", result.alreadyIngested());
            to.writeNumberField("rows", result.rows());
            to.writeNumberField("acceptedRows", result.acceptedRows());
            to.writeNumberField("rejectedRows", result.rejectedRows());
            to.writeNumberField("otherRows", result.otherRows());
            writeTime(to, "firstTsEventNs", result.firstTsNs());
            writeTime(to, "lastTsEventNs", result.lastTsNs());
            to.writeNumberField("journalEvents", result.journalEvents());
            to.writeNumberField("journalRejectedRows", result.journalRejectedRows());
            writeTime(to, "journalFirstTsEventNs", result.journalFirstTsNs());
            writeTime(to, "journalLastTsEventNs", result.journalLastTsNs());
            to.writeStringField("contentDigest", result.contentDigest());
            to.writeNumberField("seconds", result.seconds());
            for (Map.Entry<String, String> one : said(result).entrySet()) {
                to.writeStringField(one.getKey(), one.getValue());
            }
            to.writeNumberField("rowsPerSecond", result.rowsPerSecond());
            to.writeArrayFieldStart("rejects");
            for (IngestResult.Reject reject : result.rejects()) {
                to.writeStartObject();
                to.writeStringField("source", reject.source());
                to.writeNumberField("line", reject.line());
                to.writeStringField("reason", reject.reason());
                to.writeStringField("text", reject.text());
                to.writeEndObject();
            }
            to.writeEndArray();
            to.writeEndObject();
        } catch (IOException failed) {
            throw new IngestException("the result cannot be printed: " + failed.getMessage(), failed);
        }
        out.println();
    }

    private static void writeTime(JsonGenerator to, String name, long tsNs) throws IOException {
        if (tsNs == IngestResult.NO_TIME) {
            to.writeNullField(name);
        } else {
            to.writeNumberField(name, tsNs);
        }
    }
}
