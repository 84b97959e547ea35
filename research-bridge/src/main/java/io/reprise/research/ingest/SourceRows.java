package io.reprise.research.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * One source, opened: its accepted rows one after the other, the others to the rejects. Owned by the thread that reads.
 */
final class SourceRows implements AutoCloseable {
    private static final long PROGRESS_ROWS = 1 << 18;

    private final SourceFile source;
    private final IngestRequest request;
    private final Rejects rejects;
    private final MessageDigest sha = SourceFile.sha256();
    private final RowReader reader;
    private final RowParser parser;
    private final Cells cells = new Cells();
    private final Symbols symbols;
    private final boolean missesVolume;
    private IngestResult.Reject firstReject;
    private long rows;
    private long accepted;
    private long firstTsNs = IngestResult.NO_TIME;
    private long lastTsNs = IngestResult.NO_TIME;

    /**
     * Opens a source.
     *
     * @param source what to read
     * @param format layout and rules, complete
     * @param periodNs period of the bars; 0 for trades
     * @param request strictness, latency, progress
     * @param rejects takes the rows that are no events; null = nobody does
     */
    SourceRows(SourceFile source, Format format, long periodNs, IngestRequest request, Rejects rejects) {
        this.source = source;
        this.request = request;
        this.rejects = rejects;
        symbols = new Symbols(source.displayName(), request.symbol());
        try {
            SourceFile.Text text = source.open();
            try {
                checkName(format, text.name());
                TimeReader time = TimeReaders.of(format.timing(), text.name());
                TimeReader received = TimeReaders.ofReceived(format.timing(), text.name());
                InputStream in = new DigestInputStream(text.stream(), sha);
                RowReader rowsInOrder = reader(in, format, source.displayName());
                missesVolume = rowsInOrder instanceof DelimitedRows lines && lines.missesVolume();
                reader = format.layout().order() == Format.Order.NEWEST_FIRST
                        ? new ReversedRows(rowsInOrder)
                        : rowsInOrder;
                Format complete = missesVolume ? withoutVolume(format) : format;
                parser = new RowParser(complete, time, received, periodNs, request.feedLatencyNs());
            } catch (IOException | RuntimeException failed) {
                text.close();
                throw failed;
            }
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    private static RowReader reader(InputStream in, Format format, String name) throws IOException {
        return switch (format.layout().text()) {
            case CSV -> new DelimitedRows(in, format, name);
            case JSON_ARRAYS, JSON_OBJECTS -> new JsonRows(in, format, name);
            case JSON_LINES -> new JsonLineRows(in, format);
            case DBN -> new DbnRows(in, format, name);
        };
    }

    static Format withoutVolume(Format format) {
        Format.Values values = format.values();
        return format.withValues(new Format.Values(
                values.priceDivisor(), false, values.nonPositivePx(), values.buyWords(), values.sellWords()));
    }

    private void checkName(Format format, String name) {
        for (String word : format.layout().refusedNames()) {
            if (name.contains(word) || source.displayName().contains(word)) {
                throw new IngestException(source.displayName() + " is by its name ('" + word + "') not of format "
                        + format.name() + ", which reads " + format.description());
            }
        }
    }

    /**
     * Reads on to the next accepted row.
     *
     * @return false at the end
     * @throws IngestException when the source cannot be read on, or on a bad row of a strict ingest
     */
    boolean next(Row row) {
        try {
            while (reader.next(cells)) {
                if ((++rows & PROGRESS_ROWS - 1) == 0) {
                    request.progress().accept(rows);
                }
                if (!symbols.takes(cells)) {
                    continue;
                }
                String reason = parser.parse(cells, row);
                if (reason == null) {
                    accepted++;
                    firstTsNs = accepted == 1 ? row.tsEventNs : firstTsNs;
                    lastTsNs = row.tsEventNs;
                    return true;
                }
                reject(reason);
            }
            symbols.check();
            return false;
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    /** Takes back the row that was read last: it is no event after all. */
    void rejectLast(String reason) {
        accepted--;
        try {
            reject(reason);
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    private void reject(String reason) throws IOException {
        if (request.strict() && rejects != null) {
            IngestResult.Reject bad = Rejects.reject(source.displayName(), cells, reason);
            throw new IngestException(bad.source() + " line " + bad.line() + ": " + bad.reason() + ": " + bad.text()
                    + " (strict: nothing was ingested)");
        }
        if (firstReject == null) {
            firstReject = Rejects.reject(source.displayName(), cells, reason);
        }
        if (rejects != null) {
            rejects.add(source.displayName(), cells, reason);
        }
    }

    private IngestException unreadable(IOException failed) {
        String why = failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
        return new IngestException(
                source.displayName() + " cannot be read" + (rows > 0 ? " after " + rows + " rows" : "") + ": "
                        + Rejects.printable(why),
                failed);
    }

    /** The source has no volume cells, though its format would. */
    boolean missesVolume() {
        return missesVolume;
    }

    /** The first row that was no event; null = all were. */
    IngestResult.Reject firstReject() {
        return firstReject;
    }

    /** Rows read, accepted and rejected. */
    long rows() {
        return rows - symbols.others();
    }

    /** What is in the source and is of another kind or another symbol. */
    long otherRows() {
        return reader.otherRows() + symbols.others();
    }

    long accepted() {
        return accepted;
    }

    /** tsEvent of the first accepted row. */
    long firstTsNs() {
        return firstTsNs;
    }

    /** tsEvent of the last accepted row. */
    long lastTsNs() {
        return lastTsNs;
    }

    /** SHA-256 of the unpacked text, once all rows are read. */
    String textSha256() {
        return HexFormat.of().formatHex(sha.digest());
    }

    SourceFile source() {
        return source;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }
}
