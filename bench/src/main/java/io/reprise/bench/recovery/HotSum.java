package io.reprise.bench.recovery;

import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.InstrumentDefinitionDecoder;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.RunHeaderDecoder;
import io.reprise.codecs.RunTextDecoder;
import io.reprise.codecs.SourceReferenceDecoder;
import io.reprise.codecs.TradeDecoder;
import io.reprise.codecs.VenueStatusDecoder;
import io.reprise.engine.backtest.Follower;
import io.reprise.engine.event.Event;
import io.reprise.engine.hot.EngineGauges;
import io.reprise.engine.hot.HotReader;
import io.reprise.engine.hot.HotState;
import io.reprise.engine.hot.HotWriter;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.StreamTailer;
import io.reprise.engine.pipeline.PipelineMeter;
import io.reprise.engine.time.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/** Whether the counters of a hot state add up to what its session's journal holds, event by event. */
final class HotSum {
    private static final int INPUTS_AT_ONCE = 10_000;
    /** They come before the first event; notes of operators, which are texts too, are not looked at. */
    private static final Set<Integer> NO_EVENTS = Set.of(
            RunHeaderDecoder.TEMPLATE_ID,
            InstrumentDefinitionDecoder.TEMPLATE_ID,
            RunTextDecoder.TEMPLATE_ID,
            SourceReferenceDecoder.TEMPLATE_ID);

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final VenueStatusDecoder status = new VenueStatusDecoder();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final Map<String, Long> found = new TreeMap<>();

    private HotSum() {}

    /** Whether a session has shown its state there. */
    static boolean isShown(Path journal) {
        return Files.exists(journal.resolve("hot").resolve("state.dat"));
    }

    /**
     * Reads the hot state that an ended session has left and adds up its journal.
     *
     * @return what was shown
     * @throws IllegalStateException when the two differ
     */
    static HotState.Session require(Path journal) {
        HotSum sum = new HotSum();
        sum.read(journal);
        HotState state;
        try (HotReader reader = HotReader.open(journal)) {
            state = reader.read();
        }
        HotState.Session session = state.session();
        Map<String, Long> shown = new TreeMap<>();
        for (int template = 0; template < session.eventsByTemplate().size(); template++) {
            put(
                    shown,
                    "events of template " + template,
                    session.eventsByTemplate().get(template));
        }
        NO_EVENTS.forEach(template -> shown.remove("events of template " + template));
        put(shown, "market events", session.marketEvents());
        put(shown, "gaps", session.gaps());
        put(shown, "lost connections", session.disconnects());
        put(
                shown,
                "rejects",
                state.rejects().values().stream().mapToLong(n -> n).sum());
        put(shown, "fills", session.fills());
        put(shown, "newest sequence", session.seq());
        if (!shown.equals(sum.found)) {
            throw new IllegalStateException("the hot state shows " + shown + ", but the journal holds " + sum.found);
        }
        return session;
    }

    /** Shows a finished session's state as its follower would have; for one that ran without. */
    static void show(Path journal) throws IOException {
        PipelineMeter meter = new PipelineMeter(PipelineMeter.EVERY);
        try (Follower follower = Follower.open(journal, RecoveryCase.catalog(), null)) {
            HotWriter writer = HotWriter.create(
                    journal,
                    follower,
                    new EngineGauges() {
                        @Override
                        public boolean sideCarLost() {
                            return false;
                        }

                        @Override
                        public long sideCarLosses() {
                            return 0;
                        }

                        @Override
                        public long driverSeq() {
                            return follower.seq();
                        }

                        @Override
                        public long ringDepth() {
                            return 0;
                        }

                        @Override
                        public long ringSlots() {
                            return PipelineMeter.EVERY;
                        }

                        @Override
                        public PipelineMeter meter() {
                            return meter;
                        }
                    },
                    new SystemClock());
            while (follower.poll(INPUTS_AT_ONCE) > 0) {
                writer.offer(0, 0);
            }
            writer.close(0, 0);
        }
    }

    private void read(Path journal) {
        try (StreamTailer tailer = StreamTailer.open(JournalFolder.inbound(journal))) {
            while (tailer.next()) {
                for (int at = tailer.offset(); at < tailer.limit(); ) {
                    frame(tailer.buffer(), at);
                    at += Event.frameLength(tailer.buffer(), at);
                }
            }
        }
    }

    private void frame(UnsafeBuffer buffer, int at) {
        int template = Event.templateId(buffer, at);
        put(found, "newest sequence", Event.seq(buffer, at) - found.getOrDefault("newest sequence", 0L));
        if (NO_EVENTS.contains(template)) {
            return;
        }
        put(found, "events of template " + template, 1);
        switch (template) {
            case TradeDecoder.TEMPLATE_ID, BarDecoder.TEMPLATE_ID -> put(found, "market events", 1);
            case ExecutionReportDecoder.TEMPLATE_ID -> {
                ExecType type = report.wrapAndApplyHeader(buffer, at, header).execType();
                put(found, "rejects", type == ExecType.REJECTED ? 1 : 0);
                put(found, "fills", type == ExecType.TRADE ? 1 : 0);
            }
            case VenueStatusDecoder.TEMPLATE_ID -> {
                switch (status.wrapAndApplyHeader(buffer, at, header).statusKind()) {
                    case GAP -> put(found, "gaps", 1);
                    case DISCONNECTED -> put(found, "lost connections", 1);
                    default -> {}
                }
            }
            default -> {}
        }
    }

    /** Adds to a count; what is 0 is left out. */
    private static void put(Map<String, Long> counts, String what, long more) {
        if (more != 0) {
            counts.merge(what, more, Long::sum);
        }
    }
}
