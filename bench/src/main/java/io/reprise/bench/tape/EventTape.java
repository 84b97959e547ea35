package io.reprise.bench.tape;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.run.CrossSettings;
import io.reprise.codecs.BarBoundaryDecoder;
import io.reprise.codecs.BarKind;
import io.reprise.codecs.DenialDecoder;
import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.event.Event;
import io.reprise.engine.pipeline.Pipeline;
import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A whole sequence as a backtest recorded it, trades, bar boundaries and execution reports, cut where the trades begin anew:
 * played after itself, with sequences, times and order numbers moved on, it is the sequence that a longer backtest would
 * have given. So the decisions of each pass are the same. Allocates nothing when played. Owned by one thread.
 */
public final class EventTape {
    /** Trades of one pass: 1,024 minutes of one a second. */
    public static final int TRADES = 61_440;

    private static final long SEED = 1;
    private static final long PASS_NS = TRADES * 1_000_000_000L;
    private static final int PASSES_RECORDED = 3;
    private static final int FRAMES_MAX = 3 * TRADES;
    private static final int SEQ = Event.HEADER_BYTES + TradeDecoder.seqEncodingOffset();
    private static final int TS_EVENT = Event.HEADER_BYTES + TradeDecoder.tsEventNsEncodingOffset();
    private static final int TS_INIT = Event.HEADER_BYTES + TradeDecoder.tsInitNsEncodingOffset();
    private static final int ORDER_ID = Event.HEADER_BYTES + ExecutionReportDecoder.orderIdEncodingOffset();
    private static final int CAUSE_SEQ = Event.HEADER_BYTES + ExecutionReportDecoder.causeSeqEncodingOffset();
    private static final int MARKET_EVENT = Event.HEADER_BYTES + ExecutionReportDecoder.marketEventEncodingOffset();
    private static final int VENUE_ORDER_ID = Event.HEADER_BYTES + ExecutionReportDecoder.venueOrderIdEncodingOffset();

    private final UnsafeBuffer frames =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(FRAMES_MAX * Event.FRAME_BYTES_MAX, 64));
    private final int[] offsets = new int[FRAMES_MAX];
    private final Event event = new Event();
    private int end;
    private int count;
    /** First frame of the pass that is played again and again; those before it bring the state there, once. */
    private int loopStart;

    private int loopOrders;
    private long passes;

    private EventTape() {}

    /** Records the tape with the strategy run of the benches, in a temporary folder that is removed. */
    public static EventTape record() throws IOException {
        Path folder = Files.createTempDirectory("reprise-bench-tape");
        try {
            Path market = GeneratedJournal.periodic(folder.resolve("market"), TRADES, PASSES_RECORDED, SEED);
            Path run = folder.resolve("run");
            RunConfig config = CrossSettings.config(new BarSpec(BarKind.TIME, CrossSettings.BAR_NS));
            StrategyCatalog catalog = StrategyCatalog.load(EventTape.class.getClassLoader());
            Backtest.run(Backtest.Request.unrecorded(List.of(market), config).recordedIn(run), catalog, fill -> {});
            EventTape tape = new EventTape();
            try (FrameReader own = new FrameReader(run.resolve(GeneratedJournal.STREAM));
                    FrameReader trades = new FrameReader(market.resolve(GeneratedJournal.STREAM))) {
                tape.merge(own, trades);
            }
            return tape;
        } finally {
            GeneratedJournal.delete(folder);
        }
    }

    /** Takes the first two passes; the boundary before a pass's first trade belongs to that pass. */
    private void merge(FrameReader own, FrameReader trades) {
        boolean hasOwn = own.advance();
        long seq = own.headers() + 1;
        int tradeCount = 0;
        while (trades.advance()) {
            while (hasOwn && own.seq() == seq) {
                if (isBoundary(own) && tradeCount == TRADES) {
                    loopStart = count;
                }
                if (isBoundary(own) && tradeCount == 2 * TRADES) {
                    return;
                }
                add(own, seq++);
                hasOwn = own.advance();
            }
            add(trades, seq++);
            tradeCount++;
        }
        throw new IllegalStateException("the recorded run ends before the tape does");
    }

    private static boolean isBoundary(FrameReader reader) {
        return Event.templateId(reader.buffer(), reader.offset()) == BarBoundaryDecoder.TEMPLATE_ID;
    }

    private void add(FrameReader reader, long seq) {
        int length = Event.frameLength(reader.buffer(), reader.offset());
        frames.putBytes(end, reader.buffer(), reader.offset(), length);
        frames.putLong(end + SEQ, seq, LITTLE_ENDIAN);
        int templateId = Event.templateId(frames, end);
        if (templateId == DenialDecoder.TEMPLATE_ID) {
            throw new IllegalStateException("an order of the tape was denied");
        }
        if (templateId == ExecutionReportDecoder.TEMPLATE_ID && loopStart > 0 && isAcceptance(end)) {
            loopOrders++;
        }
        offsets[count++] = end;
        end += length;
    }

    private boolean isAcceptance(int offset) {
        event.wrap(frames, offset);
        ExecutionReportDecoder report =
                new ExecutionReportDecoder().wrap(frames, event.bodyOffset(), event.blockLength(), event.version());
        return report.execType() == ExecType.ACCEPTED;
    }

    /** Plays what comes before the first pass: call once, before {@link #play}. */
    public void lead(Pipeline pipeline) {
        play(pipeline, 0, loopStart);
        pipeline.finish();
    }

    /** Plays one pass, waits until the pipeline is through with it, and moves the tape on to the next. */
    public void play(Pipeline pipeline) {
        play(pipeline, loopStart, count);
        pipeline.finish();
        moveOn();
        passes++;
    }

    private void play(Pipeline pipeline, int from, int to) {
        for (int i = from; i < to; i++) {
            pipeline.onEvent(event.wrap(frames, offsets[i]));
        }
    }

    private void moveOn() {
        int loopFrames = count - loopStart;
        for (int i = loopStart; i < count; i++) {
            int at = offsets[i];
            add(at + SEQ, loopFrames);
            add(at + TS_EVENT, PASS_NS);
            add(at + TS_INIT, PASS_NS);
            if (Event.templateId(frames, at) == ExecutionReportDecoder.TEMPLATE_ID) {
                add(at + ORDER_ID, loopOrders);
                add(at + CAUSE_SEQ, loopFrames);
                add(at + MARKET_EVENT, TRADES);
                add(at + VENUE_ORDER_ID, loopOrders);
            }
        }
    }

    private void add(int at, long more) {
        frames.putLong(at, frames.getLong(at, LITTLE_ENDIAN) + more, LITTLE_ENDIAN);
    }

    /** Frames of one pass, those of the run's own included. */
    public int frames() {
        return count - loopStart;
    }

    /** Orders of one pass. */
    public int orders() {
        return loopOrders;
    }

    /** Passes played so far. */
    public long passes() {
        return passes;
    }

    /** Copies the first trades of the tape into one block, frame after frame; returns its length. */
    public int copyTrades(UnsafeBuffer target, int trades) {
        int length = 0;
        int copied = 0;
        for (int i = loopStart; i < count && copied < trades; i++) {
            if (Event.templateId(frames, offsets[i]) == TradeDecoder.TEMPLATE_ID) {
                int bytes = Event.frameLength(frames, offsets[i]);
                target.putBytes(length, frames, offsets[i], bytes);
                length += bytes;
                copied++;
            }
        }
        return length;
    }

    @Override
    public String toString() {
        return "tape of " + frames() + " frames, " + loopOrders + " orders";
    }
}
