package io.reprise.bench.jmh;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.tape.EventTape;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.DocumentHeader;
import io.reprise.engine.journal.Durability;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.journal.StreamAppender;
import io.reprise.engine.journal.StreamTailer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A trade appended as part of a document, or read: the document's sum, chain and frames checked, its time looked at. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JournalBench {
    /** Of the stream that is read again and again, so that opening it anew is spread over many documents. */
    private static final long READ_BYTES = 64L << 20;

    private static final int FRAMES = 256;
    private static final String STREAM = "inbound";

    /** Frames of 64 bytes in a document: one alone, 4 KiB, and as many as ingest puts into one. */
    @Param({"1", "64", "256"})
    private int frames;

    /** PROCESS or FSYNC: what the appended documents survive. */
    @Param("PROCESS")
    private Durability durability;

    private final UnsafeBuffer document = new UnsafeBuffer(BufferUtil.allocateDirectAligned(64 * 1024, 64));
    private int length;
    private int documents;
    private Path folder;
    private StreamAppender appender;
    private StreamTailer tailer;
    private long seq = 1;
    private long appended;
    private long read;

    @Setup(Level.Trial)
    public void setUp() throws IOException {
        documents = FRAMES / frames;
        length = EventTape.record().copyTrades(document, frames);
        folder = Files.createTempDirectory("reprise-bench-journal");
        try (StreamAppender written = open("read", Durability.PROCESS)) {
            while (written.documents() * (DocumentHeader.LENGTH + length) < READ_BYTES) {
                appendTo(written);
            }
        }
        tailer = StreamTailer.open(folder.resolve("read").resolve(STREAM));
        appender = open("append", durability);
    }

    private StreamAppender open(String journal, Durability survives) {
        return StreamAppender.open(
                folder.resolve(journal).resolve(STREAM),
                JournalSettings.defaults().withDurability(survives));
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public void append() {
        for (int i = 0; i < documents; i++) {
            appendTo(appender);
        }
        appended += documents;
    }

    private void appendTo(StreamAppender target) {
        long first = seq;
        int at = 0;
        while (at < length) {
            Event.renumber(document, at, seq++, 0);
            at += Event.frameLength(document, at);
        }
        target.append(document, 0, length, frames, first);
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long read() {
        long last = 0;
        for (int i = 0; i < documents; i++) {
            last = readDocument();
        }
        read += documents;
        return last;
    }

    private long readDocument() {
        if (!tailer.next()) {
            if (tailer.damage() != null) {
                throw new IllegalStateException(tailer.damage().sentence());
            }
            tailer.rewind();
            tailer.next();
        }
        long last = 0;
        int at = tailer.offset();
        while (at < tailer.limit()) {
            last = Event.tsInitNs(tailer.buffer(), at);
            at += Event.frameLength(tailer.buffer(), at);
        }
        return last;
    }

    /** What was appended must be there, and what was read must have been whole documents. */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        appender.close();
        tailer.close();
        long found = 0;
        try (StreamTailer check = StreamTailer.open(folder.resolve("append").resolve(STREAM))) {
            while (check.next()) {
                found += check.frameCount();
            }
        }
        GeneratedJournal.delete(folder);
        if (found != appended * frames || appended + read == 0) {
            throw new IllegalStateException(found + " frames are there of " + appended + " documents of " + frames);
        }
    }
}
