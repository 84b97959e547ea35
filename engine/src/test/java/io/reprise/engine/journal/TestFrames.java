package io.reprise.engine.journal;

import io.reprise.codecs.BarBoundaryEncoder;
import io.reprise.codecs.ExecutionReportEncoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TradeEncoder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/** Seeded frames of several lengths, in a buffer that is reused, and the text of what a stream holds. */
public final class TestFrames {
    static final long START_NS = 1_385_337_600_000_000_000L;

    private final SplittableRandom random;
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(4 << 20));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final BarBoundaryEncoder boundary = new BarBoundaryEncoder();
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();
    private long seq;
    private long tsInitNs = START_NS;
    private int length;
    private long firstSeq;
    private int count;

    TestFrames(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The same frames from a sequence on. */
    TestFrames from(long nextSeq) {
        seq = nextSeq - 1;
        tsInitNs = START_NS + nextSeq * 1_000;
        return this;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    int length() {
        return length;
    }

    int count() {
        return count;
    }

    long firstSeq() {
        return firstSeq;
    }

    long lastSeq() {
        return seq;
    }

    long lastTsInitNs() {
        return tsInitNs;
    }

    /** Makes trades of 64 bytes. */
    TestFrames trades(int frames) {
        begin(frames);
        for (int i = 0; i < frames; i++) {
            addTrade();
        }
        return this;
    }

    /** Makes frames of 48, 64 and 112 bytes. */
    TestFrames mixed(int frames) {
        begin(frames);
        for (int i = 0; i < frames; i++) {
            switch (random.nextInt(3)) {
                case 0 -> addTrade();
                case 1 -> addBoundary();
                default -> addReport();
            }
        }
        return this;
    }

    void appendTo(StreamAppender appender) {
        appender.append(buffer, 0, length, count, firstSeq);
    }

    private void begin(int frames) {
        length = 0;
        count = frames;
        firstSeq = seq + 1;
    }

    private void addTrade() {
        step();
        trade.wrapAndApplyHeader(buffer, length, header)
                .seq(seq)
                .tsEventNs(tsInitNs - 5)
                .tsInitNs(tsInitNs)
                .instrumentId(1)
                .sourceId(2)
                .side(Side.BUY)
                .px(random.nextLong(1, 1_000_000_000_000L))
                .qty(random.nextLong(1, 100_000_000_000L))
                .tradeId(seq);
        length += MessageHeaderEncoder.ENCODED_LENGTH + TradeEncoder.BLOCK_LENGTH;
    }

    private void addBoundary() {
        step();
        boundary.wrapAndApplyHeader(buffer, length, header)
                .seq(seq)
                .tsEventNs(tsInitNs)
                .tsInitNs(tsInitNs)
                .periodNs(60_000_000_000L);
        length += MessageHeaderEncoder.ENCODED_LENGTH + BarBoundaryEncoder.BLOCK_LENGTH;
    }

    private void addReport() {
        step();
        report.wrapAndApplyHeader(buffer, length, header)
                .seq(seq)
                .tsEventNs(tsInitNs)
                .tsInitNs(tsInitNs)
                .orderId(random.nextLong())
                .lastPx(random.nextLong(1_000_000))
                .lastQty(1);
        length += MessageHeaderEncoder.ENCODED_LENGTH + ExecutionReportEncoder.BLOCK_LENGTH;
    }

    private void step() {
        seq++;
        tsInitNs = START_NS + seq * 1_000;
    }

    /** Appends documents of mixed frames and closes the stream. */
    public static void write(Path stream, JournalSettings settings, long seed, int documents, int framesMax) {
        try (StreamAppender appender = StreamAppender.open(stream, settings)) {
            write(appender, seed, documents, framesMax);
        }
    }

    public static void write(StreamAppender appender, long seed, int documents, int framesMax) {
        SplittableRandom sizes = new SplittableRandom(seed);
        TestFrames frames = new TestFrames(seed);
        if (appender.documents() > 0) {
            frames.from(appender.lastSeq() + 1);
        }
        for (int i = 0; i < documents; i++) {
            frames.mixed(1 + sizes.nextInt(framesMax)).appendTo(appender);
        }
    }

    /** The bytes of each document's frames, in order, until reading stops. */
    static List<byte[]> read(Path stream) {
        try (StreamTailer tailer = StreamTailer.open(stream)) {
            return read(tailer);
        }
    }

    static List<byte[]> read(StreamTailer tailer) {
        List<byte[]> documents = new ArrayList<>();
        while (tailer.next()) {
            byte[] bytes = new byte[tailer.limit() - tailer.offset()];
            tailer.buffer().getBytes(tailer.offset(), bytes);
            documents.add(bytes);
        }
        return documents;
    }
}
