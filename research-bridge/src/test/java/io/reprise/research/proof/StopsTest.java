package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.RiskVerdictDecoder;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.event.Event;
import io.reprise.engine.order.Orders;
import io.reprise.engine.pipeline.InlinePipeline;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Stages;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.risk.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stops through the whole pipeline: told in the journal, replayed to the same bytes, and never left behind. */
final class StopsTest {
    private static final String ACCOUNT =
            " --cash 10000 --fee-bps 7.5 --slippage-bps 2 --latency-ms 4000 --lot 0.01" + " --tick 0.05";

    @TempDir
    Path folder;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "sma-cross --fast 2 --slow 5 --shorts; percent:3%; --qty 3; STOP_HIT",
                "sma-cross --fast 2 --slow 5 --shorts; percent:3%,at=venue; --qty 3; STOP_PLACED",
                "sma-cross --fast 2 --slow 5 --shorts; atr:1,period=5,trail=yes,at=venue; --size risk:1%; STOP_MOVED",
                "sma-cross --fast 2 --slow 5 --shorts; atr:1,period=5,trail=yes; --size risk:1%; STOP_MOVED",
                "rsi-reversion --period 3 --lower 45 --upper 55 --shorts; chandelier:1,period=4,at=venue; --qty 3; STOP_MOVED",
                "rsi-reversion --period 3 --lower 45 --upper 55 --shorts; percent:2%,break-even=1; --qty 3; STOP_MOVED",
                "rsi-reversion --period 3 --lower 45 --upper 55 --shorts; time:2; --qty 3; TIME_EXIT",
                "sma-cross --fast 2 --slow 5 --shorts; none; --size risk:1%; SIZE_NO_STOP",
                "sma-cross --fast 2 --slow 5 --shorts; percent:2%; --size kelly:0.5,trades=400; SIZE_NO_ESTIMATE",
            })
    void guardThePositionAndAreNeverLeftBehind(String strategy, String stop, String size, Reason told)
            throws IOException {
        String options = "--strategy " + strategy + " --bar 30s " + size + ACCOUNT
                + (stop.equals("none") ? "" : " --stop " + stop);
        RecordedRun run = RecordedRun.of(folder, RecordedRun.waves(1_500), options);
        Map<Reason, Integer> notices = watch(run, stop.contains("venue"));
        assertTrue(notices.getOrDefault(told, 0) > 0, notices::toString);
        assertEquals(told.name().startsWith("SIZE"), run.result().fillCount() == 0, "fills");
        for (Topology topology : Topology.values()) {
            Replay.Outcome outcome =
                    Replay.of(run.journal(), RecordedRun.CATALOG).verify(topology, RingSettings.DEFAULT);
            assertTrue(outcome.verified(), topology + ": " + outcome.difference());
        }
    }

    /** Steps through the run: two bars after a position was closed no stop works any more, nor two for one position. */
    private Map<Reason, Integer> watch(RecordedRun run, boolean atVenue) {
        Map<Reason, Integer> notices = new EnumMap<>(Reason.class);
        RiskVerdictDecoder verdict = new RiskVerdictDecoder();
        Stages stages = RecordedRun.stages(run.spec(), (buffer, offset, length, count, seq) -> {
            for (int at = offset; at < offset + length; at += Event.frameLength(buffer, at)) {
                if (Event.templateId(buffer, at) == RiskVerdictDecoder.TEMPLATE_ID) {
                    verdict.wrapAndApplyHeader(buffer, at, header);
                    notices.merge(Reason.of(verdict.reason()), 1, Integer::sum);
                }
            }
        });
        InlinePipeline pipeline = new InlinePipeline(stages);
        Event event = new Event();
        int barsFlat = 0;
        int stopFills = 0;
        for (UnsafeBuffer frame : run.frames()) {
            stopFills += isStopFill(frame, stages) ? 1 : 0;
            pipeline.onEvent(event.wrap(frame, 0));
            if (pipeline.slot().deliveryCount() > 0) {
                long position = stages.strategies().getFirst().position();
                barsFlat = position == 0 ? barsFlat + 1 : 0;
                int stops = stops(stages.orders());
                assertTrue(barsFlat <= 2 || stops == 0, "at " + event.seq() + " " + stops + " stops and no position");
                assertTrue(stops <= 2, "at " + event.seq() + " " + stops + " stops");
            }
        }
        pipeline.finish();
        boolean hasLevel = notices.containsKey(Reason.STOP_PLACED);
        assertEquals(atVenue && hasLevel, stopFills > 0, "stops that filled at the venue: " + stopFills);
        return notices;
    }

    private boolean isStopFill(UnsafeBuffer frame, Stages stages) {
        if (Event.templateId(frame, 0) != ExecutionReportDecoder.TEMPLATE_ID) {
            return false;
        }
        var report = new ExecutionReportDecoder().wrapAndApplyHeader(frame, 0, header);
        int slot = stages.orders().slotOf(report.orderId());
        return report.lastQty() > 0 && slot != Orders.NO_SLOT && stages.orders().type(slot) == OrderType.STOP;
    }

    private static int stops(Orders orders) {
        int stops = 0;
        for (int slot = orders.first(); slot != Orders.NO_SLOT; slot = orders.next(slot)) {
            stops += orders.type(slot) == OrderType.STOP ? 1 : 0;
        }
        return stops;
    }
}
