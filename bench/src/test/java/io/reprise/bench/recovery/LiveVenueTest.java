package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.CommandKind;
import io.reprise.codecs.DenialDecoder;
import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.OperatorCommandDecoder;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.StatusKind;
import io.reprise.codecs.VenueStatusDecoder;
import io.reprise.engine.backtest.MarketMerge;
import io.reprise.engine.backtest.MarketSource;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.event.Event;
import io.reprise.engine.execution.ReconcileCounts;
import io.reprise.engine.execution.ReconcileRules;
import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.StreamTailer;
import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.live.LiveSession;
import io.reprise.engine.live.PaperSession;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.risk.Reason;
import io.reprise.engine.sim.VenueSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A venue that is not ours, behind a connection that loses commands, reports and questions, repeats reports and breaks, under
 * a session that is ended by force again and again: in the end both hold the same, and every order came to one end.
 */
@Tag("slow")
@Timeout(300)
class LiveVenueTest {
    private static final int EVENTS = 3_000;
    private static final int HEALED_AT = 2_700;
    private static final int ENDED_AT = 2_900;
    private static final int SEEDS = 6;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long LATENCY_NS = 2 * SECOND_NS;

    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {ReconcileRules.NEVER, 60})
    void bothEndWithTheSame(long resendSeconds) throws IOException {
        long resendNs = resendSeconds < 0 ? resendSeconds : resendSeconds * SECOND_NS;
        ReconcileRules rules = new ReconcileRules(3 * LATENCY_NS, resendNs);
        Sum sum = new Sum();
        for (long seed = 1; seed <= SEEDS; seed++) {
            RecoveryCase of = RecoveryCase.in(folder.resolve("markets"), EVENTS, seed);
            Path journal = folder.resolve("session-" + seed);
            notes.clear();
            Play play = new Play(of, journal, rules, seed, sum);
            play.run();
            String where = of + ", resend " + resendSeconds + " s: " + notes;
            assertEquals(List.of(), halts(), where);
            for (Topology topology : Topology.values()) {
                Replay.Outcome replay =
                        Replay.of(journal, RecoveryCase.catalog()).verify(topology, RingSettings.DEFAULT);
                assertNull(replay.difference(), where + topology);
                assertNull(replay.unfinished(), where + topology);
                assertEquals(play.venue.position, replay.result().position(), where + topology);
            }
            new Ends(journal).check(where);
            long shown = HotSum.require(journal).marketEvents();
            assertTrue(shown <= play.fed && shown >= play.fed - play.unsure, where + ", " + shown + " of " + play.fed);
        }
        assertTrue(sum.kills > SEEDS * 2, sum.kills + " kills");
        assertTrue(sum.silences > 0, "the venue was never silent");
        assertTrue(sum.repeated > 0, "nothing was ever repeated");
        assertTrue(sum.early > 0, "nothing was ever early");
        assertEquals(resendSeconds > 0, sum.resent > 0, sum.resent + " resent");
        assertTrue(resendSeconds > 0 || sum.abandoned > 0, "nothing was ever abandoned");
    }

    /** Somebody trades on our account: nothing opens until an operator says so, and then it goes on. */
    @Test
    void aPositionThatIsNotOursHaltsUntilAnOperatorResumes() throws IOException {
        RecoveryCase of = RecoveryCase.in(folder.resolve("markets"), EVENTS, 3);
        Path journal = folder.resolve("session");
        Play play = new Play(of, journal, new ReconcileRules(3 * LATENCY_NS, ReconcileRules.NEVER), 3, new Sum());
        play.heal();
        try (MarketMerge market = play.market) {
            for (int i = 1; i <= EVENTS; i++) {
                MarketSource source = market.next();
                if (i == EVENTS / 3) {
                    play.venue.trade(7);
                    play.venue.disconnect();
                } else if (i == 2 * EVENTS / 3) {
                    Commands.send(journal, CommandKind.RESUME);
                }
                play.venue.onTrade(source.buffer(), source.offset());
                play.step(source, false);
            }
            play.session.finish();
            play.end();
        }
        assertEquals(1, halts().size(), notes::toString);
        assertTrue(halts().getFirst().contains(" halted until an operator resumes: the position is "), notes::toString);
        Openings openings = new Openings(journal);
        assertTrue(openings.before > 0 && openings.denied > 0 && openings.after > 0, openings.toString());
        assertEquals(0, openings.halted, openings.toString());
        assertNull(Replay.of(journal, RecoveryCase.catalog())
                .verify(Topology.INLINE, RingSettings.DEFAULT)
                .difference());
    }

    /** Opening orders before the halt, while it lasted, and after it. */
    private static final class Openings {
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final OrderCommandDecoder command = new OrderCommandDecoder();
        private long haltedSeq = Long.MAX_VALUE;
        private long resumedSeq = Long.MAX_VALUE;
        private int before;
        private int halted;
        private int after;
        private int denied;

        Openings(Path journal) {
            Ends.read(JournalFolder.inbound(journal), this::inbound);
            Ends.read(JournalFolder.outbound(journal), this::outbound);
        }

        private void inbound(UnsafeBuffer buffer, int at) {
            switch (Event.templateId(buffer, at)) {
                case VenueStatusDecoder.TEMPLATE_ID -> {
                    VenueStatusDecoder status = new VenueStatusDecoder().wrapAndApplyHeader(buffer, at, header);
                    haltedSeq = status.statusKind() == StatusKind.HALTED ? status.seq() : haltedSeq;
                }
                case OperatorCommandDecoder.TEMPLATE_ID -> {
                    OperatorCommandDecoder said = new OperatorCommandDecoder().wrapAndApplyHeader(buffer, at, header);
                    resumedSeq = said.commandKind() == CommandKind.RESUME ? said.seq() : resumedSeq;
                }
                case DenialDecoder.TEMPLATE_ID -> {
                    DenialDecoder denial = new DenialDecoder().wrapAndApplyHeader(buffer, at, header);
                    boolean isForThat = denial.reason() == Reason.MARKET_NOT_WHOLE.code();
                    denied += isForThat && denial.seq() > haltedSeq && denial.seq() < resumedSeq ? 1 : 0;
                }
                default -> {}
            }
        }

        private void outbound(UnsafeBuffer buffer, int at) {
            if (Event.templateId(buffer, at) != OrderCommandDecoder.TEMPLATE_ID) {
                return;
            }
            command.wrapAndApplyHeader(buffer, at, header);
            if (command.orderAction() == OrderAction.NEW && command.closing() == 0) {
                before += command.causeSeq() < haltedSeq ? 1 : 0;
                halted += command.causeSeq() > haltedSeq && command.causeSeq() < resumedSeq ? 1 : 0;
                after += command.causeSeq() > resumedSeq ? 1 : 0;
            }
        }

        @Override
        public String toString() {
            return before + " opening orders before the halt, " + halted + " while it lasted, " + denied + " denied, "
                    + after + " after it";
        }
    }

    private List<String> halts() {
        return notes.stream().filter(note -> note.contains("halted")).toList();
    }

    private static final class Sum {
        private long kills;
        private long silences;
        private long repeated;
        private long early;
        private long resent;
        private long abandoned;

        void add(ReconcileCounts counts) {
            silences += counts.silences();
            repeated += counts.repeated();
            early += counts.early();
            resent += counts.resent();
            abandoned += counts.abandoned();
        }
    }

    /** One case, through all its sessions. */
    private final class Play {
        private final RecoveryCase of;
        private final LiveSession.Request request;
        private final SplittableRandom random;
        private final Sum sum;
        private final FaultyVenue venue;
        private final MarketMerge market;
        private final AtomicInteger passesLeft = new AtomicInteger();
        private LiveSession session;
        private long fed;
        /** Events that may have been on their way into the journal when a session was killed: at most what the ring holds. */
        private long unsure;

        Play(RecoveryCase of, Path journal, ReconcileRules rules, long seed, Sum sum) throws IOException {
            this.of = of;
            this.sum = sum;
            random = new SplittableRandom(seed);
            PaperSession.Request paper = of.request(journal);
            request = new LiveSession.Request(
                    of.config(),
                    journal,
                    paper.settings(),
                    of.topology(),
                    paper.ring(),
                    paper.snapshotEvents(),
                    paper.snapshotNs(),
                    rules);
            market = MarketMerge.open(paper.sources());
            venue = new FaultyVenue(
                    market.instruments().getFirst(),
                    VenueSettings.of(LATENCY_NS, of.config().costs(), false, false),
                    seed);
            venue.commandsLostOneIn = 6;
            venue.reportsLostOneIn = 12;
            venue.reportsRepeatedOneIn = 8;
            venue.questionsLostOneIn = 5;
        }

        void run() throws IOException {
            try (market) {
                boolean whole = false;
                for (int i = 1; i <= EVENTS && !whole; i++) {
                    MarketSource source = market.next();
                    if (i == HEALED_AT) {
                        heal();
                    }
                    venue.onTrade(source.buffer(), source.offset());
                    step(source, i < HEALED_AT);
                    whole = i > ENDED_AT && session.isWhole();
                }
                assertTrue(whole, () -> of + " is not whole in the end");
                session.finish();
                end();
            }
        }

        /** From here on all is heard; what was lost before is found when the connection is made again. */
        private void heal() {
            venue.commandsLostOneIn = 0;
            venue.reportsLostOneIn = 0;
            venue.reportsRepeatedOneIn = 0;
            venue.questionsLostOneIn = 0;
            venue.disconnect();
            passesLeft.set(Integer.MAX_VALUE);
        }

        private void step(MarketSource source, boolean faulty) throws IOException {
            try {
                if (session == null && (!faulty || random.nextInt(15) == 0)) {
                    open(source.tsInitNs(), faulty);
                }
                if (session != null) {
                    connect(faulty);
                    fed++;
                    session.feed().market(source.buffer(), source.offset(), 0);
                    session.poll(source.tsInitNs());
                }
            } catch (IllegalStateException killed) {
                kill(killed);
            }
        }

        private void open(long timeNs, boolean faulty) throws IOException {
            passesLeft.set(faulty ? 1 + random.nextInt(60) : Integer.MAX_VALUE);
            CrashPoint where = CrashPoint.values()[random.nextInt(5)];
            session = LiveSession.open(
                    request,
                    market,
                    venue,
                    RecoveryCase.catalog(),
                    notes::add,
                    at -> {
                        if (at == where && passesLeft.decrementAndGet() == 0) {
                            throw new JournalException("killed");
                        }
                    },
                    timeNs);
        }

        private void connect(boolean faulty) {
            if (!venue.isUp() && (!faulty || random.nextInt(10) == 0)) {
                venue.connect();
            } else if (faulty && random.nextInt(120) == 0) {
                venue.disconnect();
            }
        }

        private void kill(RuntimeException killed) {
            if (!String.valueOf(killed.getMessage()).endsWith("killed")) {
                throw killed;
            }
            sum.kills++;
            unsure += request.ring().slots();
            venue.drop();
            if (session != null) {
                end();
            }
        }

        private void end() {
            sum.add(session.counts());
            session.close();
            assertNull(session.divergence());
            session = null;
        }
    }

    /** Each order that was sent has one end, or works on. */
    private static final class Ends {
        private final Map<Long, Integer> sent = new HashMap<>();
        private final Map<Long, Integer> ends = new HashMap<>();
        private final Map<Long, Long> working = new HashMap<>();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final OrderCommandDecoder command = new OrderCommandDecoder();
        private final ExecutionReportDecoder report = new ExecutionReportDecoder();

        private interface Reading {
            void frame(UnsafeBuffer buffer, int at);
        }

        Ends(Path journal) {
            read(JournalFolder.outbound(journal), this::outbound);
            read(JournalFolder.inbound(journal), this::inbound);
        }

        void check(String where) {
            for (long order : sent.keySet()) {
                int found = ends.getOrDefault(order, 0);
                boolean worksOn = found == 0 && working.getOrDefault(order, 0L) > 0;
                assertTrue(found == 1 || worksOn, where + ": order " + order + " has " + found + " ends");
            }
            assertTrue(sent.keySet().containsAll(ends.keySet()), where);
            sent.values().forEach(times -> assertEquals(1, times, where));
        }

        private static void read(Path stream, Reading reading) {
            try (StreamTailer tailer = StreamTailer.open(stream)) {
                while (tailer.next()) {
                    for (int at = tailer.offset(); at < tailer.limit(); ) {
                        reading.frame(tailer.buffer(), at);
                        at += Event.frameLength(tailer.buffer(), at);
                    }
                }
                assertNull(tailer.damage());
            }
        }

        private void outbound(UnsafeBuffer buffer, int at) {
            if (Event.templateId(buffer, at) == OrderCommandDecoder.TEMPLATE_ID
                    && command.wrapAndApplyHeader(buffer, at, header).orderAction() == OrderAction.NEW) {
                sent.merge(command.orderId(), 1, Integer::sum);
            }
        }

        private void inbound(UnsafeBuffer buffer, int at) {
            if (Event.templateId(buffer, at) != ExecutionReportDecoder.TEMPLATE_ID) {
                return;
            }
            report.wrapAndApplyHeader(buffer, at, header);
            if (report.execType() == ExecType.CANCEL_REJECTED) {
                return;
            }
            working.put(report.orderId(), report.leavesQty());
            if (report.leavesQty() == 0) {
                ends.merge(report.orderId(), 1, Integer::sum);
            }
        }
    }
}
