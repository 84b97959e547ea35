package io.reprise.research.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever the seams between store and journals lie, a reading gives each row once. */
@Tag("slow")
class StorageRouterTest {
    @TempDir
    Path folder;

    /**
     * Rows whose times often tie are cut into journals at random rows; the archive moves what is older than random times, several times over, some
     * journals going and some staying whole, so that the same row often lies in both.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void givesEachRowOnceWhereverTheSeamsAre(long seed) throws IOException {
        Random random = new Random(seed);
        HistoryKind kind = HistoryKind.values()[(int) (seed % 4)];
        Series series = MadeHistory.series(kind);
        int count = 500 + random.nextInt(3_000);
        List<long[]> rows = MadeHistory.rows(kind, random, count, MadeHistory.START_NS, 300_000_000_000L);
        Path journals = folder.resolve("journals");
        Path store = folder.resolve("store");
        int from = 0;
        for (int i = 0; from < rows.size(); i++) {
            int to = Math.min(rows.size(), from + 1 + random.nextInt(count / 2));
            while (to < rows.size() && rows.get(to)[1] == rows.get(to - 1)[1]) {
                to++; // a journal that follows another begins after it
            }
            MadeHistory.journal(journals.resolve("part-" + i), series, rows.subList(from, to));
            from = to;
        }
        long lastNs = rows.getLast()[1];
        check(seed, random, series, rows, store, journals);
        for (int i = 0; i < 3; i++) {
            long beforeNs = MadeHistory.START_NS + random.nextLong(lastNs - MadeHistory.START_NS + 2);
            Archive.Outcome outcome = Archive.run(
                    store,
                    List.of(journals),
                    new Archive.Options(beforeNs, random.nextBoolean(), random.nextBoolean()),
                    _ -> {});
            assertEquals(List.of(), outcome.problems(), "seed " + seed + ", step " + i);
            check(seed, random, series, rows, store, journals);
        }
    }

    private static void check(long seed, Random random, Series series, List<long[]> rows, Path store, Path journals) {
        try (StorageRouter router = StorageRouter.open(store, List.of(journals))) {
            assertNull(
                    MadeHistory.difference(
                            rows, MadeHistory.read(router.read(series.key(), Long.MIN_VALUE, Long.MAX_VALUE))),
                    "seed " + seed);
            long spanNs = rows.getLast()[1] - rows.getFirst()[1];
            for (int i = 0; i < 5; i++) {
                long from = rows.getFirst()[1] + random.nextLong(spanNs);
                long to = from + random.nextLong(spanNs);
                assertNull(
                        MadeHistory.difference(
                                MadeHistory.within(rows, from, to),
                                MadeHistory.read(router.read(series.key(), from, to))),
                        "seed " + seed + ", from " + from + " to " + to);
            }
            assertEquals(List.of(), router.problems());
        }
    }
}
