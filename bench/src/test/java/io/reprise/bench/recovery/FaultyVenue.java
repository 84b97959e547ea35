package io.reprise.bench.recovery;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.ExecutionReportEncoder;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.gateway.ReportSink;
import io.reprise.engine.gateway.VenueConnection;
import io.reprise.engine.gateway.VenueListener;
import io.reprise.engine.sim.SimulatedVenue;
import io.reprise.engine.sim.VenueSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The simulated venue at the far end of a bad connection: it lives on while nobody is connected, knows our orders by our
 * ids, answers questions after what was sent before them, and loses, repeats and swallows what it is told to. Time passes
 * with its market.
 */
final class FaultyVenue implements VenueConnection, ReportSink {
    private static final int VENUE_SOURCE = 1;

    private final SimulatedVenue venue;
    private final long latencyNs;
    private final SplittableRandom random;
    private final ArrayDeque<Consumer<VenueListener>> said = new ArrayDeque<>();
    private final ArrayDeque<Question> questions = new ArrayDeque<>();
    private final Map<Long, List<UnsafeBuffer>> history = new HashMap<>();
    private final Map<Long, Long> leaves = new HashMap<>();
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
    private final MessageHeaderEncoder encodedHeader = new MessageHeaderEncoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ExecutionReportEncoder encoder = new ExecutionReportEncoder();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final OrderCommandDecoder command = new OrderCommandDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private long nowNs;
    private long events;
    private boolean up;

    /** One in so many is lost, repeated; 0 for none. */
    int commandsLostOneIn;

    int reportsLostOneIn;
    int reportsRepeatedOneIn;
    int questionsLostOneIn;

    long position;

    private record Question(long arrivalNs, Runnable answer) {}

    FaultyVenue(Instrument instrument, VenueSettings settings, long seed) {
        venue = new SimulatedVenue(new Instrument[] {instrument}, settings);
        latencyNs = settings.latencyNs();
        random = new SplittableRandom(seed);
    }

    private boolean isDrawn(int oneIn) {
        return oneIn > 0 && random.nextInt(oneIn) == 0;
    }

    void connect() {
        if (!up) {
            up = true;
            said.add(VenueListener::onConnected);
        }
    }

    void disconnect() {
        if (up) {
            up = false;
            questions.clear();
            said.clear();
            said.add(VenueListener::onDisconnected);
        }
    }

    /** The process at our end has died, and another will connect. */
    void drop() {
        up = false;
        questions.clear();
        said.clear();
    }

    boolean isUp() {
        return up;
    }

    /** A trade of its market. */
    void onTrade(UnsafeBuffer buffer, int offset) {
        trade.wrapAndApplyHeader(buffer, offset, header);
        nowNs = trade.tsEventNs();
        events++;
        while (venue.nextArrivalNs() <= nowNs || isAskedBy(nowNs)) {
            if (!questions.isEmpty() && questions.peek().arrivalNs() < venue.nextArrivalNs()) {
                questions.poll().answer().run();
            } else {
                venue.arriveNext(this);
            }
        }
        if (venue.hasWorking(0)) {
            venue.onTrade(0, nowNs, trade.px(), trade.qty(), events, this);
        }
    }

    private boolean isAskedBy(long timeNs) {
        return !questions.isEmpty() && questions.peek().arrivalNs() <= timeNs;
    }

    @Override
    public void poll(VenueListener to) {
        while (!said.isEmpty()) {
            said.poll().accept(to);
        }
    }

    @Override
    public void send(UnsafeBuffer buffer, int offset) {
        if (!up || isDrawn(commandsLostOneIn)) {
            return;
        }
        command.wrapAndApplyHeader(buffer, offset, header);
        if (command.orderAction() == OrderAction.NEW
                && history.putIfAbsent(command.orderId(), new ArrayList<>()) != null) {
            return;
        }
        frame.putBytes(0, buffer, offset, Event.frameLength(buffer, offset));
        Event.known(frame, 0, Math.max(nowNs, Event.tsInitNs(buffer, offset)));
        venue.send(frame, 0);
    }

    @Override
    public void queryOrder(long orderId, int instrumentId) {
        ask(() -> {
            List<UnsafeBuffer> had = history.getOrDefault(orderId, List.of());
            for (UnsafeBuffer one : had) {
                said.add(to -> to.onReport(one, 0, true));
            }
            boolean known = history.containsKey(orderId);
            long working = leaves.getOrDefault(orderId, 0L);
            said.add(to -> to.onOrder(orderId, known, working));
        });
    }

    @Override
    public void queryPosition(int instrumentId) {
        ask(() -> {
            long held = position;
            said.add(to -> to.onPosition(instrumentId, held));
        });
    }

    private void ask(Runnable answer) {
        if (up && !isDrawn(questionsLostOneIn)) {
            questions.add(new Question(nowNs + latencyNs, answer));
        }
    }

    @Override
    public ExecutionReportEncoder claim(long tsEventNs, int instrumentId) {
        frame.setMemory(0, Event.FRAME_BYTES_MAX, (byte) 0);
        encoder.wrapAndApplyHeader(frame, 0, encodedHeader)
                .seq(0)
                .tsEventNs(tsEventNs)
                .tsInitNs(tsEventNs)
                .instrumentId(instrumentId)
                .sourceId(VENUE_SOURCE);
        encoder.flags().clear();
        return encoder;
    }

    @Override
    public void commit() {
        byte[] bytes = new byte[Event.frameLength(frame, 0)];
        frame.getBytes(0, bytes);
        UnsafeBuffer one = new UnsafeBuffer(bytes);
        report.wrapAndApplyHeader(one, 0, header);
        if (report.execType() == ExecType.TRADE) {
            position += report.side() == Side.BUY ? report.lastQty() : -report.lastQty();
        }
        if (report.execType() != ExecType.CANCEL_REJECTED) {
            leaves.put(report.orderId(), report.leavesQty());
            history.computeIfAbsent(report.orderId(), id -> new ArrayList<>()).add(one);
        }
        if (up && !isDrawn(reportsLostOneIn)) {
            said.add(to -> to.onReport(one, 0, false));
            if (isDrawn(reportsRepeatedOneIn)) {
                said.add(to -> to.onReport(one, 0, false));
            }
        }
    }

    /** Somebody else trades on our account. */
    void trade(long qty) {
        position += qty;
    }

    @Override
    public int cancelWorking() {
        return venue.cancelWorking();
    }
}
