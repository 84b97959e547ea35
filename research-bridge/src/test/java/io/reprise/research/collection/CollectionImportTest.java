package io.reprise.research.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The import of whole collections: the shared one, and small ones that are wrong. */
final class CollectionImportTest {
    private static final Path DATA = Path.of(System.getProperty("reprise.home", ".."), "..", "shared", "data");

    @TempDir
    Path folder;

    private static List<ImportedFile> failed(List<ImportedFile> files) {
        return files.stream().filter(ImportedFile::failed).toList();
    }

    @Tag("slow")
    @Test
    void everyFileOfTheSharedDataIsImportedOrExplained() throws IOException {
        assumeTrue(Files.exists(DATA.resolve("MANIFEST.tsv")), "the shared data are not there: " + DATA);
        List<ImportedFile> files = CollectionImport.run(DATA, folder, null, (done, of) -> {});
        assertEquals(List.of(), failed(files));
        assertEquals(
                List.of(),
                files.stream()
                        .filter(one -> (one.rejectedRows() > 0 || one.rows() == 0)
                                && one.note().isEmpty())
                        .toList());
        Map<String, ImportedFile> byName =
                files.stream().collect(Collectors.toMap(one -> one.file() + " " + one.kind(), Function.identity()));
        assertTrue(note(byName, "macro/datasets-oil-prices/wti-daily.csv.gz series")
                .contains("1 values are not above 0, such as 2020-04-20 Price -36.98"));
        assertEquals(
                "stubs of holidays are left out: 2015-07-03 (22 symbols), 2015-09-07 (6 symbols)",
                note(byName, "panel/pystock (50 archives) stocks"));
        assertTrue(note(byName, "futures/nautilus/6EH4.XCME_1min_bars_20240101_20240131.csv.gz bars")
                .contains("stamped at their end"));
        assertTrue(note(byName, "crypto-bars/ta4j/Coinbase-BTC-USD-PT4H-20160518_20251028.json.gz bars")
                .contains("proxy"));
        assertTrue(files.stream()
                .anyMatch(one -> one.file().contains("gc_minute_quote_201402")
                        && one.note().contains("is above ask")));
        assertTrue(files.stream()
                .filter(one -> one.kind().equals("funding"))
                .allMatch(one -> one.note().isEmpty() && one.rows() > 0));
        String binance = Files.readString(folder.resolve(
                "funding/crypto-funding~supervik~BTC-USDT_binance_2020-01-01_2024-01-01_funding_history.csv"));
        assertTrue(binance.startsWith("time,rate\n2020-01-01T00:00:00"), binance.substring(0, 40));
    }

    private static String note(Map<String, ImportedFile> files, String name) {
        assertTrue(files.containsKey(name), name);
        return files.get(name).note();
    }

    @Test
    void aFileThatNoDescriptorKnowsIsAFailure() throws IOException {
        Path data = collection("odd/what.bin", "1\n");
        List<ImportedFile> failed = failed(CollectionImport.run(data, folder.resolve("to"), null, (done, of) -> {}));
        assertEquals(1, failed.size());
        assertEquals("no descriptor knows it", failed.getFirst().note());
    }

    @Test
    void aSeriesKeepsItsNumbersAndNamesWhatIsNone() throws IOException {
        Path data = collection("macro/made/x.csv", "Date,A,B\n2020-01-01,1.5,\n2020-01-02,-2,n/a\n2020-01-03,1\n");
        Path to = folder.resolve("to");
        ImportedFile one =
                CollectionImport.run(data, to, null, (done, of) -> {}).getFirst();
        assertEquals(2, one.rows());
        assertEquals(2, one.rejectedRows());
        assertEquals("1 values are not above 0, such as 2020-01-02 A -2; 'n/a' is no number", one.note());
        assertEquals(
                "date,series,value\n2020-01-01,A,1.5\n2020-01-02,A,-2\n", Files.readString(to.resolve(one.target())));
    }

    private Path collection(String name, String text) throws IOException {
        Path data = folder.resolve("data");
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.writeString(data.resolve("MANIFEST.tsv"), "file\tbytes\n" + name + "\t1\n");
        return data;
    }
}
