package io.reprise.research.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.time.Times;
import io.reprise.research.history.Duck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a series said at an instant, held against a plain search through all publications. */
final class AsOfJoinTest {
    private static final long HOUR_NS = 3_600 * Times.SECOND_NS;

    @TempDir
    Path folder;

    private record Row(long eventNs, long knownNs, double value) {}

    @Test
    void saysWhatWasKnownThen() throws IOException, SQLException {
        for (int seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            List<Row> rows = publications(random, 60);
            List<Long> bars = bars(random, 200);
            assertEquals(expected(bars, rows), joined(bars, rows), "seed " + seed);
        }
    }

    @Test
    void whatIsKnownLaterChangesNothing() throws IOException, SQLException {
        for (int seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            List<Row> rows = publications(random, 60);
            List<Long> bars = bars(random, 200);
            long asOfNs = bars.getLast();
            List<Row> later = new ArrayList<>(rows);
            for (int i = 0; i < 30; i++) {
                long eventNs = HOUR_NS * random.nextInt(400);
                later.add(new Row(eventNs, Math.max(eventNs, asOfNs) + 1_000 + i, random.nextInt(9)));
            }
            Collections.shuffle(later, random);
            assertEquals(joined(bars, rows), joined(bars, later), "seed " + seed);
        }
    }

    @Test
    void aLagStandsForWhatIsNotSaid() throws IOException, SQLException {
        Path file = write("gdp.csv", "event_time,growth\n1970-01-01T00:00:00Z,1.5\n1970-01-01T10:00:00Z,2.5\n");
        Path table = table(List.of(HOUR_NS, 2 * HOUR_NS, 11 * HOUR_NS, 12 * HOUR_NS));
        AsOfJoin.join(
                table, List.of(KnownSeries.Source.parse("gdp=" + file + ",lag=2h")), folder.resolve("out.parquet"));
        List<List<Long>> rows = ParquetRows.of(folder.resolve("out.parquet"));
        assertEquals(null, rows.get(0).get(2));
        assertEquals(1.5, Double.longBitsToDouble(rows.get(1).get(2)));
        assertEquals(1.5, Double.longBitsToDouble(rows.get(2).get(2)));
        assertEquals(2.5, Double.longBitsToDouble(rows.get(3).get(2)));
    }

    @Test
    void refusesWhatHasNoKnownTime() throws IOException, SQLException {
        refuses("event_time,v\n1970-01-01,1\n", "cpi=%s", "no column known_time and no lag is given");
        refuses("event_time,known_time,v\n1970-01-01,,1\n", "cpi=%s", "row 1 has no known_time");
        refuses("event_time,known_time,v\n1970-01-02,1970-01-01,1\n", "cpi=%s", "before what it tells of");
        refuses("when,v\n1970-01-02,1\n", "cpi=%s,lag=1d", "no column event_time");
        refuses("event_time,v\n1970-01-02,one\n", "cpi=%s,lag=1d", "'one' is no number");
        refuses("event_time,v\nyesterday,1\n", "cpi=%s,lag=1d", "row 1: event_time");
        refuses("event_time,v\n1970-01-02,1\n1970-01-02,2\n", "cpi=%s,lag=1d", "says two things of");
    }

    private void refuses(String text, String series, String sentence) throws IOException, SQLException {
        Path file = write("refused.csv", text);
        Path table = table(List.of(HOUR_NS));
        List<KnownSeries.Source> sources = List.of(KnownSeries.Source.parse(String.format(series, file)));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> AsOfJoin.join(table, sources, folder.resolve("refused.parquet")))
                .getMessage();
        assertTrue(message.contains(sentence), message);
    }

    /** Months with first figures late and revisions later still, and no two known at one instant of the same month. */
    private static List<Row> publications(Random random, int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long eventNs = HOUR_NS * random.nextInt(300);
            rows.add(new Row(eventNs, eventNs + HOUR_NS * random.nextInt(100) + i, random.nextInt(1000)));
        }
        Collections.shuffle(rows, random);
        return rows;
    }

    private static List<Long> bars(Random random, int count) {
        List<Long> bars = new ArrayList<>();
        long tsNs = 0;
        for (int i = 0; i < count; i++) {
            tsNs += HOUR_NS * random.nextInt(3) + random.nextInt(3);
            bars.add(tsNs);
        }
        return bars;
    }

    /** Of what was known, the latest time told of; of that, what was said last. */
    private static List<Long> expected(List<Long> bars, List<Row> rows) {
        List<Long> values = new ArrayList<>();
        for (long barNs : bars) {
            Row best = null;
            for (Row row : rows) {
                boolean isBetter = best == null
                        || row.eventNs() > best.eventNs()
                        || row.eventNs() == best.eventNs() && row.knownNs() > best.knownNs();
                best = row.knownNs() <= barNs && isBetter ? row : best;
            }
            values.add(best == null ? null : Double.doubleToRawLongBits(best.value()));
        }
        return values;
    }

    private List<Long> joined(List<Long> bars, List<Row> rows) throws IOException, SQLException {
        StringBuilder text = new StringBuilder("event_time,known_time,v\n");
        rows.forEach(row -> text.append(Times.format(row.eventNs()))
                .append(',')
                .append(Times.format(row.knownNs()))
                .append(',')
                .append(row.value())
                .append('\n'));
        Path file = write("series.csv", text.toString());
        Path out = folder.resolve("joined.parquet");
        AsOfJoin.join(table(bars), List.of(KnownSeries.Source.parse("s=" + file)), out);
        return new ArrayList<>(
                ParquetRows.of(out).stream().map(row -> row.get(2)).toList());
    }

    private Path table(List<Long> bars) throws IOException, SQLException {
        Path file = folder.resolve("table.parquet");
        try (Duck duck = Duck.open()) {
            duck.execute("CREATE TABLE t (bar_index BIGINT, ts_init BIGINT)");
            for (int i = 0; i < bars.size(); i++) {
                duck.execute("INSERT INTO t VALUES (" + i + ", " + bars.get(i) + ")");
            }
            FeatureStore.copy(duck, "SELECT * FROM t", file);
        }
        return file;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
