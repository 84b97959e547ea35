package io.reprise.bench.fused;

import io.reprise.bench.run.Stopwatch;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.journal.StreamAppender;
import io.reprise.engine.journal.StreamTailer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What it costs to write down a run and nothing else: its documents, kept in memory, appended again to streams of the same
 * settings. No run that is recorded can be faster than this and its hand-fused loop one behind the other on one core, or
 * than the longer of the two on two cores. Owned by one thread.
 */
public final class BareRecording {
    private static final List<String> STREAMS = List.of(JournalFolder.INBOUND, JournalFolder.OUTBOUND);

    private final List<List<Document>> streams = new ArrayList<>();
    private final JournalSettings settings;

    private record Document(UnsafeBuffer frames, int frameCount, long firstSeq) {}

    private BareRecording(JournalSettings settings) {
        this.settings = settings;
    }

    /** Reads a run's own journal. */
    public static BareRecording of(Path journal, JournalSettings settings) {
        BareRecording recording = new BareRecording(settings);
        STREAMS.forEach(stream -> recording.streams.add(read(journal.resolve(stream))));
        return recording;
    }

    private static List<Document> read(Path stream) {
        List<Document> documents = new ArrayList<>();
        try (StreamTailer tailer = StreamTailer.open(stream)) {
            while (tailer.next()) {
                int length = tailer.limit() - tailer.offset();
                UnsafeBuffer copy = new UnsafeBuffer(BufferUtil.allocateDirectAligned(length, Long.BYTES));
                copy.putBytes(0, tailer.buffer(), tailer.offset(), length);
                documents.add(new Document(copy, tailer.frameCount(), tailer.firstSeq()));
            }
            if (tailer.damage() != null) {
                throw new IllegalStateException(tailer.damage().sentence());
            }
        }
        return documents;
    }

    /** Of all frames, without the documents' headers. */
    public long bytes() {
        return streams.stream()
                .flatMap(List::stream)
                .mapToLong(document -> document.frames.capacity())
                .sum();
    }

    /** Appends it to a folder that does not exist yet, from opening the streams to closing them. */
    public Stopwatch.Elapsed append(Path folder) {
        Stopwatch watch = new Stopwatch();
        for (int i = 0; i < STREAMS.size(); i++) {
            try (StreamAppender appender = StreamAppender.open(folder.resolve(STREAMS.get(i)), settings)) {
                for (Document document : streams.get(i)) {
                    int length = document.frames.capacity();
                    appender.append(document.frames, 0, length, document.frameCount, document.firstSeq);
                }
            }
        }
        return watch.stop();
    }
}
