package io.reprise.research.history;

import io.reprise.engine.time.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes rows to the tier that their age says: old ones to the cold store, young ones to a market journal. */
public final class HistoryWriter {
    private HistoryWriter() {}

    /**
     * What was written.
     *
     * @param storeRows to the cold store
     * @param passedOver rows of times that the store covered already
     * @param journalRows to the journal
     * @param journal where that is; null when no row was young
     */
    public record Written(long storeRows, long passedOver, long journalRows, Path journal) {}

    /**
     * Writes rows.
     *
     * @param rows in order of the time at which they were known
     * @param source what they are from
     * @param beforeNs rows that were known before are old, epoch ns
     * @param journals folder for the journal of young rows
     * @throws HistoryException when the store cannot be written, or a journal is in the new one's place
     */
    public static Written write(Path store, Series series, Batches rows, String source, long beforeNs, Path journals)
            throws IOException {
        int columns = series.kind().columns().size();
        Relay relay = new Relay(rows);
        ColdWriter.Appended appended = new ColdWriter.Appended(0, 0);
        if (relay.isAtRow() && relay.tsInitNs() < beforeNs) {
            try (ColdWriter writer = ColdWriter.open(store)) {
                appended = writer.append(series, relay.until(beforeNs, columns), source);
            }
        }
        if (!relay.isAtRow()) {
            return new Written(appended.added(), appended.passedOver(), 0, null);
        }
        Path place = journals.resolve(name(series, relay.tsInitNs()));
        if (Files.exists(place)) {
            throw new HistoryException(place + " is there already: rows from that time on were written before");
        }
        HistoricalDataStore.Answer young =
                new HistoricalDataStore.Answer(series, series, () -> relay.until(Long.MAX_VALUE, columns));
        long journaled = HistoricalDataStore.toJournal(young, place, _ -> {});
        return new Written(appended.added(), appended.passedOver(), journaled, place);
    }

    private static String name(Series series, long firstNs) {
        String what = series.timeframe() == null ? series.kind().text() : series.timeframe();
        String time = Times.format(firstNs).replaceAll("[^0-9TZ]", "");
        return (series.instrument().name() + "-" + what + "-" + time)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9-]", "-");
    }
}
