package io.reprise.research.ingest;

import io.reprise.engine.domain.BarSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of a collection of market data with a MANIFEST.tsv that hold trades or bars, and how each is read. */
public final class Datasets {
    private static final String MANIFEST = "MANIFEST.tsv";
    private static final String JOINS = "+ ";
    private static final String FUNDING = "% ";
    private static final String QUOTED = "@ ";

    private Datasets() {}

    /**
     * A file of trades or bars.
     *
     * @param file below the collection's folder, with the entry where a zip has several
     * @param bar bars to build from trades; null for bars
     * @param isStampedAtEnd whatever the format says
     * @param symbol null where the file has one
     */
    public record Dataset(String file, String format, String bar, boolean isStampedAtEnd, String symbol) {
        /** The bars to build, null for bars. */
        public BarSpec barSpec() {
            return bar == null ? null : BarSpec.parse(bar);
        }

        /** Makes its journal. */
        public IngestResult ingest(Path data, Path journal, String instrument) {
            return Ingest.run(IngestRequest.of(
                            Formats.named(format),
                            journal,
                            List.of(data.resolve(file).toString()))
                    .symbol(symbol)
                    .stamp(isStampedAtEnd ? Format.Stamp.END : null)
                    .instrument(instrument)
                    .dataset(file)
                    .build());
        }

        @Override
        public String toString() {
            return file;
        }
    }

    /**
     * Recorded quotes or books of an instrument, and its trades or bars where the feed has none.
     *
     * @param files of the feed, below the collection's folder
     * @param bar bars to build from trades; null where the prices are bars
     * @param symbol null where the feed has one
     * @param fixesClock whether the recorder's clock is to be corrected
     * @param prices trades or bars of the instrument from elsewhere; null where the feed has trades
     */
    public record Quoted(
            List<String> files, String format, String bar, String symbol, boolean fixesClock, Dataset prices) {
        /** The bars to build, null for bars. */
        public BarSpec barSpec() {
            return bar == null ? null : BarSpec.parse(bar);
        }

        /** Makes its journals below a folder: the feed's, and that of the prices if they are from elsewhere. */
        public List<Path> ingest(Path data, Path folder, String instrument) {
            List<Path> journals = new ArrayList<>();
            Path feed = folder.resolve("feed");
            List<String> paths =
                    files.stream().map(file -> data.resolve(file).toString()).toList();
            Ingest.run(IngestRequest.of(Formats.named(format), feed, paths)
                    .symbol(symbol)
                    .clockOffsetNs(fixesClock ? null : (Long) 0L)
                    .instrument(instrument)
                    .dataset(files.getLast())
                    .build());
            journals.add(feed);
            if (prices != null) {
                Path other = folder.resolve("prices");
                prices.ingest(data, other, instrument);
                journals.add(other);
            }
            return journals;
        }

        @Override
        public String toString() {
            return files.getLast() + " (" + format + ")" + (prices == null ? "" : " + " + prices.file());
        }
    }

    /** Recorded quotes and books, as far as the collection has their files. */
    public static List<Quoted> quoted(Path data) throws IOException {
        List<String> all = files(data);
        List<Quoted> quoted = new ArrayList<>();
        for (String line : read().filter(one -> one.startsWith(QUOTED)).toList()) {
            String[] words = line.substring(QUOTED.length()).split(" +");
            List<String> files = List.of(words[0].split(","));
            Dataset prices = words[5].equals("-")
                    ? null
                    : in(data).stream()
                            .filter(one -> one.file().equals(words[5]))
                            .findFirst()
                            .orElse(null);
            boolean isThere = files.stream().allMatch(file -> all.contains(file.replaceFirst("!.*", "")));
            if (isThere && (prices != null || words[5].equals("-"))) {
                boolean fixesClock = words[4].equals("auto");
                quoted.add(new Quoted(files, words[1], orNull(words[2]), orNull(words[3]), fixesClock, prices));
            }
        }
        return quoted;
    }

    /**
     * A file of funding for a file of prices.
     *
     * @param file below the collection's folder
     * @param zone of its stamps
     * @param venue whose it is; null = that of the prices
     */
    public record Funding(String file, ZoneId zone, String venue) {
        /**
         * Makes its journal for a market journal.
         *
         * @return null when nothing of it is in the market journal's period
         */
        public IngestResult ingest(Path data, Path market, Path journal) {
            return EventIngest.runIfAny(new EventIngest.Request(
                    EventIngest.Kind.FUNDING,
                    SourceFile.parse(data.resolve(file).toString()),
                    market,
                    journal,
                    zone,
                    null,
                    venue));
        }

        /** Whether prices and funding are of different venues. */
        public boolean isProxy() {
            return venue != null;
        }
    }

    /** The funding that goes with a file of prices; null when there is none. */
    public static Funding funding(Path data, Dataset dataset) throws IOException {
        List<String> all = files(data);
        for (String line : read().filter(one -> one.startsWith(FUNDING)).toList()) {
            String[] words = line.substring(FUNDING.length()).split(" +");
            if (fits(words[0], dataset.file()) && all.contains(words[1])) {
                return new Funding(words[1], ZoneId.of(words[2]), orNull(words[3]));
            }
        }
        return null;
    }

    /**
     * Makes the journal of a calendar's actions for a market journal.
     *
     * @return null when none is in its period
     */
    public static IngestResult ingestActions(Path calendar, Path market, Path journal) {
        EventIngest.Kind kind = EventIngest.Kind.ACTIONS;
        return EventIngest.runIfAny(new EventIngest.Request(
                kind, SourceFile.parse(calendar.toString()), market, journal, kind.zone(), null, null));
    }

    /** All files that the collection lists, in order of their paths. */
    public static List<String> files(Path data) throws IOException {
        try (Stream<String> lines = Files.lines(data.resolve(MANIFEST))) {
            return lines.skip(1).map(line -> line.split("\t")[0]).sorted().toList();
        }
    }

    /**
     * All files of trades and bars.
     *
     * @throws IllegalArgumentException when the folder is no such collection
     */
    public static List<Dataset> in(Path data) throws IOException {
        if (!Files.isRegularFile(data.resolve(MANIFEST))) {
            throw new IllegalArgumentException(data + " is no collection of market data: it has no " + MANIFEST);
        }
        List<String> read = read().filter(
                        line -> !line.startsWith(JOINS) && !line.startsWith(FUNDING) && !line.startsWith(QUOTED))
                .toList();
        List<Dataset> datasets = new ArrayList<>();
        for (String file : files(data)) {
            for (String line : read) {
                String[] words = line.split(" +");
                if (fits(words[0], file)) {
                    for (String source : sources(data, file)) {
                        boolean isAtEnd = words[2].equals("end");
                        String bar = isAtEnd ? null : orNull(words[2]);
                        datasets.add(new Dataset(source, words[1], bar, isAtEnd, orNull(words[3])));
                    }
                }
            }
        }
        return datasets;
    }

    /** Files that go together as the legs of one strategy, as far as the collection has both. */
    public static List<List<Dataset>> pairs(Path data) throws IOException {
        List<Dataset> all = in(data);
        return read().filter(line -> line.startsWith(JOINS))
                .map(line -> Stream.of(line.substring(JOINS.length()).split(" +"))
                        .flatMap(file ->
                                all.stream().filter(dataset -> dataset.file().equals(file)))
                        .toList())
                .filter(legs -> legs.size() == 2)
                .toList();
    }

    /** Whether a path fits a pattern. */
    public static boolean fits(String pattern, String file) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(file));
    }

    private static Stream<String> read() throws IOException {
        try (InputStream in = Datasets.class.getResourceAsStream("datasets.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"));
        }
    }

    private static List<String> sources(Path data, String file) throws IOException {
        List<String> entries = file.endsWith(".zip") ? ZipEntries.names(data.resolve(file)) : List.of();
        return entries.size() < 2
                ? List.of(file)
                : entries.stream().map(entry -> file + "!" + entry).toList();
    }

    private static String orNull(String word) {
        return word.equals("-") ? null : word;
    }
}
