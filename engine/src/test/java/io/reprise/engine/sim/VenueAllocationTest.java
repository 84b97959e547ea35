package io.reprise.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.reprise.codecs.ExecutionReportEncoder;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.gateway.ReportSink;
import io.reprise.engine.portfolio.Costs;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class VenueAllocationTest {
    private static final int ROUNDS = 12;
    private static final int CYCLES = 2_000;
    private static final int TS_INIT = Event.HEADER_BYTES + OrderCommandDecoder.tsInitNsEncodingOffset();

    private final SimulatedVenue venue = new SimulatedVenue(
            new Instrument[] {Script.INSTRUMENT},
            VenueSettings.of(5, new Costs(750_000_000, 500_000_000, 1_000_000_000), false, false)
                    .with(VenueRules.DEFAULT
                            .with("intrabar", "adaptive")
                            .with("fee", "tiers:0=10/8,1000000=8/-0.5")
                            .with("impact", "volume-share:0.1")
                            .with("latency", "quantiles:0/0/0,seed=1")));
    private final CountingSink sink = new CountingSink();
    private final UnsafeBuffer[] frames = {
        frame(OrderAction.NEW, 1, Side.BUY, OrderType.MARKET, TimeInForce.GTC, null),
        frame(OrderAction.NEW, 2, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, "99"),
        frame(OrderAction.NEW, 3, Side.BUY, OrderType.LIMIT, TimeInForce.FOK, "101"),
        frame(OrderAction.NEW, 4, Side.BUY, OrderType.STOP, TimeInForce.GTC, "102"),
        frame(OrderAction.NEW, 5, Side.SELL, OrderType.MARKET, TimeInForce.IOC, null),
        frame(OrderAction.NEW, 5, Side.NONE, OrderType.MARKET, TimeInForce.IOC, null),
        frame(OrderAction.NEW, 6, Side.SELL, OrderType.STOP_LIMIT, TimeInForce.DAY, "99", "limit=98.5"),
        frame(OrderAction.NEW, 7, Side.BUY, OrderType.MARKET_IF_TOUCHED, TimeInForce.GTC, "98"),
        frame(OrderAction.NEW, 8, Side.SELL, OrderType.TRAILING_STOP, TimeInForce.GTC, null, "trail=1%"),
        frame(OrderAction.NEW, 9, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, "99", "display=0.25"),
        frame(OrderAction.NEW, 10, Side.BUY, OrderType.MARKET, TimeInForce.GTC, null),
        frame(OrderAction.NEW, 11, Side.SELL, OrderType.STOP, TimeInForce.GTC, "98", "reduce", "link=oto_ouo:10"),
        frame(OrderAction.NEW, 12, Side.SELL, OrderType.LIMIT, TimeInForce.GTC, "103", "reduce", "link=oto_ouo:10"),
        frame(OrderAction.NEW, 13, Side.SELL, OrderType.MARKET, TimeInForce.AT_THE_CLOSE, null),
        frame(OrderAction.NEW, 14, Side.SELL, OrderType.MARKET_TO_LIMIT, TimeInForce.GTC, null),
        frame(OrderAction.REPLACE, 9, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, "99.5"),
        frame(OrderAction.CANCEL, 2, Side.NONE, OrderType.NULL_VAL, TimeInForce.NULL_VAL, null),
        frame(OrderAction.CANCEL, 2, Side.NONE, OrderType.NULL_VAL, TimeInForce.NULL_VAL, null),
    };
    private long nowNs;
    private long eventNo;

    @Test
    void allocatesNothingOnceBuilt() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytesMin = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                cycle();
            }
            bytesMin = Math.min(bytesMin, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, bytesMin);
        assertTrue(sink.count > (long) ROUNDS * CYCLES * frames.length, "reports " + sink.count);
    }

    private void cycle() {
        for (int i = 0; i < frames.length; i++) {
            frames[i].putLong(TS_INIT, nowNs, ByteOrder.LITTLE_ENDIAN);
            venue.send(frames[i], 0);
            nowNs++;
            while (venue.nextArrivalNs() <= nowNs) {
                venue.arriveNext(sink);
            }
            trade(i % 2 == 0 ? 10_000_000_000L : 9_850_000_000L, 60_000_000L);
        }
        venue.onBar(
                0,
                nowNs,
                nowNs + 10,
                10_000_000_000L,
                10_300_000_000L,
                9_800_000_000L,
                10_000_000_000L,
                90_000_000L,
                ++eventNo,
                sink);
        nowNs += 10;
        venue.expireAll(nowNs, sink);
    }

    private void trade(long px, long qty) {
        eventNo++;
        if (venue.hasWorking(0)) {
            venue.onTrade(0, nowNs, px, qty, eventNo, sink);
        }
    }

    private static UnsafeBuffer frame(
            OrderAction action,
            long orderId,
            Side side,
            OrderType type,
            TimeInForce timeInForce,
            String px,
            String... words) {
        Terms terms = Terms.NONE;
        for (String word : words) {
            terms = terms.with(word);
        }
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
        new Command(
                        0,
                        action,
                        0,
                        orderId,
                        side,
                        BigDecimal.ONE,
                        type,
                        timeInForce,
                        px == null ? null : new BigDecimal(px),
                        terms)
                .write(buffer, 0);
        return buffer;
    }

    private static final class CountingSink implements ReportSink {
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
        private final ExecutionReportEncoder encoder = new ExecutionReportEncoder();
        private long count;

        @Override
        public ExecutionReportEncoder claim(long tsEventNs, int instrumentId) {
            return encoder.wrap(buffer, 0);
        }

        @Override
        public void commit() {
            count++;
        }
    }
}
