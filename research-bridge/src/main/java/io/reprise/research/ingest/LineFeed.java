package io.reprise.research.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a recorded feed. Owned by the thread that reads. */
final class LineFeed implements FeedSource {
    /** A longer line is refused: a snapshot of a deep book has about a megabyte. */
    private static final int LINE_BYTES_MAX = JsonLineRows.LINE_BYTES_MAX;

    private static final int SHOWN_BYTES = 4096;

    private final InputStream in;
    private final FeedDecoder decoder;
    private final TimeReader received;
    private final boolean isCsv;
    private final FeedLine line = new FeedLine();
    private boolean isTooLong;

    /** @param received unit of the time of receipt before each message; null = there is none */
    LineFeed(InputStream in, FeedDecoder decoder, TimeReader received, boolean isCsv) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.decoder = decoder;
        this.received = received;
        this.isCsv = isCsv;
    }

    @Override
    public boolean advance() throws IOException {
        int next = in.read();
        if (next < 0) {
            return false;
        }
        line.number++;
        line.length = 0;
        isTooLong = false;
        while (next >= 0 && next != '\n') {
            append(next);
            next = in.read();
        }
        line.split(isCsv);
        return true;
    }

    private void append(int next) {
        if (line.length == LINE_BYTES_MAX) {
            isTooLong = true;
            return;
        }
        if (line.length == line.bytes.length) {
            line.bytes = Arrays.copyOf(line.bytes, Math.max(1 << 16, 2 * line.length));
        }
        line.bytes[line.length++] = (byte) next;
    }

    @Override
    public long receivedNs() {
        return received == null ? IngestResult.NO_TIME : line.receivedNs(received);
    }

    @Override
    public boolean decode(FeedEvents to) throws IOException {
        if (isTooLong) {
            throw new IllegalArgumentException("line is longer than " + LINE_BYTES_MAX + " bytes");
        }
        return line.hasMessage() && !line.isOfRecorder() && decoder.decode(line, to);
    }

    @Override
    public void show(Cells row) {
        row.clear(line.bytes, line.number);
        row.rowTo = Math.min(line.length, SHOWN_BYTES);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
