package io.reprise.research.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.engine.journal.JournalManifest;
import io.reprise.research.ingest.Formats;
import io.reprise.research.ingest.Ingest;
import io.reprise.research.ingest.IngestCommand;
import io.reprise.research.ingest.IngestRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each planted fault is found, counted and named, and sound data have none. */
class DataDoctorTest {
    private static final Path SHARED = Path.of("../../shared/data");
    private static final long SECOND_NS = 1_000_000_000L;

    @TempDir
    Path folder;

    private Path store() {
        return folder.resolve("store");
    }

    private Path journals() {
        return folder.resolve("journals");
    }

    private DataDoctor.Report examine() throws IOException {
        return DataDoctor.run(store(), List.of(journals()), _ -> {});
    }

    private static Map<String, Long> counts(DataDoctor.Report report) {
        return report.findings().stream().collect(Collectors.toMap(DataFinding::check, DataFinding::count, Long::sum));
    }

    /** Trades a second apart at one price. */
    private static List<long[]> trades(int count) {
        List<long[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long ts = MadeHistory.START_NS + i * SECOND_NS;
            rows.add(new long[] {ts, ts, 0, 1, 100_00000000L, 1_00000000L, i + 1});
        }
        return rows;
    }

    @Test
    void soundTradesHaveNoFindings() throws IOException {
        MadeHistory.journal(journals().resolve("a"), MadeHistory.series(HistoryKind.TRADES), trades(500));
        DataDoctor.Report report = examine();
        assertEquals(List.of(), report.findings());
        assertEquals(500, report.examined().getFirst().rows());
        assertTrue(report.ok());
    }

    @Test
    void findsWhatIsWrongWithTrades() throws IOException {
        List<long[]> rows = trades(500);
        rows.get(100)[4] = 150_00000000L; // alone: an outlier
        rows.get(200)[5] = 0;
        rows.get(301)[6] = rows.get(300)[6]; // its number and time again
        rows.get(301)[0] = rows.get(300)[0];
        rows.get(301)[1] = rows.get(300)[1];
        rows.get(400)[0] -= 5 * SECOND_NS;
        for (int i = 450; i < 500; i++) {
            rows.get(i)[0] += 30 * 3_600 * SECOND_NS;
            rows.get(i)[1] += 30 * 3_600 * SECOND_NS;
            rows.get(i)[4] = 50_00000000L; // stays: a jump
        }
        MadeHistory.journal(journals().resolve("a"), MadeHistory.series(HistoryKind.TRADES), rows);
        DataDoctor.Report report = examine();
        assertEquals(
                Map.of(
                        "outliers",
                        1L,
                        "zero-volume",
                        1L,
                        "duplicates",
                        1L,
                        "out-of-order",
                        1L,
                        "gaps",
                        1L,
                        "jumps",
                        1L),
                counts(report));
        assertTrue(report.ok());
        assertTrue(
                report.findings().stream()
                        .anyMatch(finding ->
                                finding.sentence().contains("150 between 100 and 100 at 2023-12-30T22:01:40Z")),
                report.findings().toString());
    }

    @Test
    void findsCrossedQuotes() throws IOException {
        List<long[]> rows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            long ts = MadeHistory.START_NS + i * SECOND_NS;
            rows.add(new long[] {ts, ts, 0, 100, 1, i == 20 ? 90 : i == 30 ? 100 : 110, 1});
        }
        MadeHistory.journal(journals().resolve("a"), MadeHistory.series(HistoryKind.QUOTES), rows);
        assertEquals(Map.of("crossed-quotes", 1L, "locked-quotes", 1L), counts(examine()));
    }

    @Test
    void findsWhatIsWrongWithBars() throws IOException {
        Series series = MadeHistory.series(HistoryKind.BARS);
        List<long[]> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            long ts = MadeHistory.START_NS + (i < 50 ? i : i + 7) * series.periodNs();
            rows.add(new long[] {ts, ts, 0, 100, 105, 95, 101, i == 60 ? 0 : 10, 1});
        }
        rows.get(70)[4] = 99; // a high below open and close
        rows.get(81)[0] = rows.get(80)[0];
        rows.get(81)[1] = rows.get(80)[1];
        MadeHistory.journal(journals().resolve("a"), series, rows);
        assertEquals(Map.of("gaps", 2L, "zero-volume", 1L, "unsound-bars", 1L, "duplicates", 1L), counts(examine()));
    }

    @Test
    void findsFilesThatAreNotTheManifests() throws IOException {
        Series series = MadeHistory.series(HistoryKind.TRADES);
        try (ColdWriter writer = ColdWriter.open(ColdStore.open(store()), 200)) {
            writer.append(series, MadeHistory.batches(trades(1_000), new Random(1)), "a test");
        }
        assertEquals(List.of(), examine().findings());
        List<Path> files;
        try (var walk = Files.walk(store())) {
            files = walk.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
        Files.delete(files.get(0));
        byte[] bytes = Files.readAllBytes(files.get(1));
        bytes[bytes.length / 2] ^= 1;
        Files.write(files.get(1), bytes);
        Files.write(files.get(2), java.util.Arrays.copyOf(bytes, 100));
        Files.writeString(files.get(3).resolveSibling(".next.parquet.part"), "half");
        DataDoctor.Report report = examine();
        assertFalse(report.ok());
        assertEquals(Map.of("manifest", 3L, "left-over", 1L), counts(report));
    }

    @Test
    void findsAManifestThatSaysOtherwise() throws IOException {
        Series series = MadeHistory.series(HistoryKind.TRADES);
        try (ColdWriter writer = ColdWriter.open(store())) {
            writer.append(series, MadeHistory.batches(trades(1_000), new Random(1)), "a test");
        }
        Path manifest;
        try (var walk = Files.walk(store())) {
            manifest = walk.filter(file -> file.endsWith("manifest.json"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(manifest, Files.readString(manifest).replace("\"rows\" : 1000", "\"rows\" : 999"));
        DataDoctor.Report report = examine();
        assertFalse(report.ok());
        assertTrue(report.findings().getFirst().sentence().contains("rows 1000, the manifest says 999"));
        Files.writeString(manifest, "{");
        assertFalse(examine().ok());
    }

    @Test
    void findsJournalsThatAreDamagedOrMiscounted() throws IOException {
        Path journal = journals().resolve("a");
        MadeHistory.journal(journal, MadeHistory.series(HistoryKind.TRADES), trades(500));
        JournalManifest.read(journal).withProperty("acceptedRows", "501").write(journal);
        DataDoctor.Report report = examine();
        assertFalse(report.ok());
        assertTrue(report.findings().toString().contains("its manifest says 501 events, it holds 500"));
    }

    /** The binance file is stamped in UTC+3, as the data's own README measured. */
    @Test
    void findsFundingOfAnotherZone() throws IOException {
        Path funding = SHARED.resolve("crypto-funding/supervik");
        assumeTrue(Files.isDirectory(funding), funding + " is not there");
        Path file;
        try (var files = Files.list(funding)) {
            file = files.filter(each -> each.getFileName().toString().startsWith("BTC-USDT_binance"))
                    .findFirst()
                    .orElseThrow();
        }
        List<long[]> rows = trades(2);
        for (int i = 0; i < 2; i++) {
            rows.get(i)[0] = io.reprise.engine.time.Times.parse(i == 0 ? "2019-12-31" : "2024-01-02");
            rows.get(i)[1] = rows.get(i)[0];
        }
        MadeHistory.journal(journals().resolve("a"), MadeHistory.series(HistoryKind.TRADES), rows);
        assertEquals(
                0,
                new picocli.CommandLine(new IngestCommand())
                        .execute(
                                "--funding",
                                file.toString(),
                                "--of",
                                journals().resolve("a").toString(),
                                "--journal",
                                journals().resolve("f").toString()));
        assertEquals(4_383L, counts(examine()).get("funding-clock"));
    }

    /** Apple's 7:1 split of 2014 stands in the raw prices. */
    @Test
    void findsASplitInRawPrices() throws IOException {
        Path file = SHARED.resolve("lean/equity/usa/daily/aapl.zip");
        assumeTrue(Files.exists(file), file + " is not there");
        Ingest.run(
                IngestRequest.of(Formats.named("lean-equity-daily"), journals().resolve("a"), List.of(file.toString()))
                        .instrument("AAPL.US")
                        .build());
        DataDoctor.Report report = examine();
        DataFinding jumps = report.findings().stream()
                .filter(finding -> finding.check().equals("jumps"))
                .findFirst()
                .orElseThrow();
        assertTrue(jumps.sentence().contains("645.57 to 93.7 at 2014-06-"), jumps.sentence());
    }
}
