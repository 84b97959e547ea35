package io.reprise.engine.backtest;

import io.reprise.codecs.schema.FieldKind;
import io.reprise.codecs.schema.FrameField;
import io.reprise.codecs.schema.FrameTemplate;
import io.reprise.engine.event.Event;
import io.reprise.engine.event.FrameCells;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The frames of a journal for those who look at it, in one order: each outbound frame stands behind the inbound frame that
 * caused it. A run's market frames can be merged in, as its replay does. Owned by one thread.
 */
public final class JournalView implements AutoCloseable {
    private final Lane inbound;
    private final Lane outbound;
    private final FrameFilter filter;
    private Lane current;

    private JournalView(Lane inbound, Lane outbound, FrameFilter filter) {
        this.inbound = inbound;
        this.outbound = outbound;
        this.filter = filter;
    }

    /** One stream's frames. */
    private interface Frames extends AutoCloseable {
        boolean advance();

        UnsafeBuffer buffer();

        int offset();

        @Override
        void close();
    }

    /** A stream and its next frame; {@code position} is where that stands in the run's sequence. */
    private static final class Lane {
        final String stream;
        final Frames frames;
        final boolean byCause;
        boolean isOpen = true;
        boolean isTaken = true;
        long position;

        Lane(String stream, Frames frames, boolean byCause) {
            this.stream = stream;
            this.frames = frames;
            this.byCause = byCause;
        }

        /** Makes sure that there is a next frame. */
        boolean isReady(FrameFilter filter) {
            if (isOpen && isTaken) {
                isOpen = frames.advance();
                if (isOpen) {
                    position = byCause ? cause() : Event.seq(frames.buffer(), frames.offset());
                    isOpen = !filter.isOver(position, Event.tsInitNs(frames.buffer(), frames.offset()));
                }
                isTaken = false;
            }
            return isOpen;
        }

        private long cause() {
            FrameTemplate template = FrameCells.template(frames.buffer(), frames.offset());
            FrameField field = template == null ? null : template.field("causeSeq");
            return field == null || field.kind() != FieldKind.INTEGER
                    ? position
                    : frames.buffer()
                            .getLong(frames.offset() + Event.HEADER_BYTES + field.offset(), ByteOrder.LITTLE_ENDIAN);
        }
    }

    /**
     * Opens one stream as it is stored; the filter's sequences are the stream's own.
     *
     * @param stream {@code inbound} or {@code outbound}
     */
    public static JournalView ofStream(Path journal, String stream, FrameFilter filter) {
        return new JournalView(new Lane(stream, stored(journal.resolve(stream), filter, true), false), null, filter);
    }

    /** Opens both streams as they are stored; an outbound frame counts by the sequence of its cause. */
    public static JournalView ofBoth(Path journal, FrameFilter filter) {
        Lane inbound = new Lane(RunJournal.INBOUND, stored(journal.resolve(RunJournal.INBOUND), filter, true), false);
        return new JournalView(inbound, outbound(journal, filter), filter);
    }

    /**
     * Opens a run with its market frames merged in.
     *
     * @param withOutbound whether outbound frames are wanted too
     * @param sources where the market journals are; empty for where they were
     * @throws IOException and others as a replay does, when the market journals are not those that were run on
     */
    public static JournalView ofRun(Path journal, boolean withOutbound, List<Path> sources, FrameFilter filter)
            throws IOException {
        Lane inbound = new Lane(RunJournal.INBOUND, Merged.open(journal, sources), false);
        return new JournalView(inbound, withOutbound ? outbound(journal, filter) : null, filter);
    }

    private static Lane outbound(Path journal, FrameFilter filter) {
        return new Lane(RunJournal.OUTBOUND, stored(journal.resolve(RunJournal.OUTBOUND), filter, false), true);
    }

    /** Where the market journals were when the run ran. */
    public static List<Path> sources(Path journal) {
        return RunJournal.sources(journal);
    }

    private static Frames stored(Path folder, FrameFilter filter, boolean seekSeq) {
        FrameCursor cursor = new FrameCursor(folder);
        if (filter.tsInitFromNs() != Long.MIN_VALUE) {
            cursor.seekTime(filter.tsInitFromNs());
        } else if (seekSeq && filter.seqFrom() > 0) {
            cursor.seekSeq(filter.seqFrom());
        }
        return new Frames() {
            @Override
            public boolean advance() {
                return cursor.advance();
            }

            @Override
            public UnsafeBuffer buffer() {
                return cursor.buffer();
            }

            @Override
            public int offset() {
                return cursor.offset();
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }

    /** A run's sequence, each frame copied to where it can be given its sequence and instrument in the run. */
    private static final class Merged implements Frames {
        private final FrameCursor own;
        private final MarketMerge market;
        private final RunSequence sequence;
        private final Event event = new Event();
        private final UnsafeBuffer copy = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);

        private Merged(FrameCursor own, MarketMerge market) {
            this.own = own;
            this.market = market;
            this.sequence = new RunSequence(own, market, 1);
        }

        static Merged open(Path journal, List<Path> sources) throws IOException {
            MarketMerge market = MarketMerge.open(sources.isEmpty() ? RunJournal.sources(journal) : sources);
            FrameCursor own = null;
            try {
                try (FrameCursor header = new FrameCursor(journal.resolve(RunJournal.INBOUND))) {
                    Replay.requireSame(RunHeaders.read(header), market);
                }
                own = new FrameCursor(journal.resolve(RunJournal.INBOUND));
                return new Merged(own, market);
            } finally {
                if (own == null) {
                    market.close();
                }
            }
        }

        @Override
        public boolean advance() {
            if (!sequence.advance(event)) {
                market.requireComplete();
                return false;
            }
            copy.putBytes(0, event.buffer(), event.offset(), Event.frameLength(event.buffer(), event.offset()));
            Event.renumber(copy, 0, event.seq(), event.instrumentId());
            return true;
        }

        @Override
        public UnsafeBuffer buffer() {
            return copy;
        }

        @Override
        public int offset() {
            return 0;
        }

        @Override
        public void close() {
            own.close();
            market.close();
        }
    }

    /** Moves to the next frame that is wanted; false at the end. Damage is an error that names the place. */
    public boolean advance() {
        while (true) {
            boolean hasInbound = inbound.isReady(filter);
            boolean hasOutbound = outbound != null && outbound.isReady(filter);
            if (!hasInbound && !hasOutbound) {
                return false;
            }
            current = hasOutbound && (!hasInbound || outbound.position < inbound.position) ? outbound : inbound;
            current.isTaken = true;
            if (filter.wants(
                    current.position, Event.tsInitNs(buffer(), offset()), Event.templateId(buffer(), offset()))) {
                return true;
            }
        }
    }

    /** Name of the stream that the frame is from. */
    public String stream() {
        return current.stream;
    }

    /** Holds the frame until the next call of {@link #advance}. */
    public UnsafeBuffer buffer() {
        return current.frames.buffer();
    }

    /** Offset of the frame's header in {@link #buffer}. */
    public int offset() {
        return current.frames.offset();
    }

    @Override
    public void close() {
        inbound.frames.close();
        if (outbound != null) {
            outbound.frames.close();
        }
    }
}
