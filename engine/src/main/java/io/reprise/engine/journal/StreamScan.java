package io.reprise.engine.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads all that is valid of a stream: where a {@link StreamTailer} stops at damage, this writes it down and goes on with
 * the next document that is valid by itself and comes later in the stream. Read-only; owned by one thread.
 */
public final class StreamScan implements AutoCloseable {
    /** More findings than this are counted no further. */
    public static final int FINDINGS_MAX = 1_000;

    private final String stream;
    private final StreamTailer tailer;
    private final List<Finding> findings = new ArrayList<>();
    private boolean ended;

    private StreamScan(String stream, StreamTailer tailer) {
        this.stream = stream;
        this.tailer = tailer;
    }

    /**
     * Opens a stream before its first document.
     *
     * @throws JournalException when there is no such folder
     */
    public static StreamScan open(Path streamFolder) {
        return new StreamScan(streamFolder.getFileName().toString(), StreamTailer.open(streamFolder));
    }

    /** Moves to the next valid document; false when there is none any more. */
    public boolean next() {
        while (!ended) {
            if (tailer.next()) {
                return true;
            }
            Damage damage = tailer.damage();
            if (damage == null) {
                ended = true;
            } else if (findings.size() < FINDINGS_MAX) {
                goOnAfter(damage);
            } else {
                ended = true;
            }
        }
        return false;
    }

    /** Joins the stream again behind damage; what lies between is lost. */
    private void goOnAfter(Damage damage) {
        long documents = tailer.documentNext();
        long frames = tailer.framesNext();
        if (tailer.resume()) {
            findings.add(new Finding(
                    stream, damage, tailer.resumedAtDocument() - documents, tailer.resumedAtFrame() - frames));
            return;
        }
        ended = true;
        StreamTotals totals = tailer.totals();
        boolean isCounted = totals.closed() && totals.documents() >= documents;
        findings.add(new Finding(
                stream,
                damage,
                isCounted ? totals.documents() - documents : Finding.UNKNOWN,
                isCounted ? totals.frames() - frames : Finding.UNKNOWN));
    }

    /** What is wrong with what was read so far, in order. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Name of the stream. */
    public String stream() {
        return stream;
    }

    /** Holds the document's frames; its contents hold until the next call of {@link #next}. */
    public UnsafeBuffer buffer() {
        return tailer.buffer();
    }

    /** Offset of the first frame in {@link #buffer}. */
    public int offset() {
        return tailer.offset();
    }

    /** Offset just after the last frame in {@link #buffer}. */
    public int limit() {
        return tailer.limit();
    }

    public int frameCount() {
        return tailer.frameCount();
    }

    public long firstSeq() {
        return tailer.firstSeq();
    }

    public long lastSeq() {
        return tailer.lastSeq();
    }

    StreamTailer tailer() {
        return tailer;
    }

    @Override
    public void close() {
        tailer.close();
    }
}
