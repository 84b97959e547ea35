package io.reprise.bench.jmh;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.ExecutionReportEncoder;
import io.reprise.codecs.Liquidity;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TradeDecoder;
import io.reprise.codecs.TradeEncoder;
import java.util.concurrent.TimeUnit;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One frame written field by field, or all its fields read, of the two messages that a run has most of. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBench {
    private static final int REPORT_OFFSET = 128;
    private static final long TS_NS = 1_577_836_800_000_000_000L;
    private static final long PX = 9_999_99000000L;
    private static final long QTY = 1_50000000L;

    private final UnsafeBuffer buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(256, 64));
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final TradeEncoder tradeEncoder = new TradeEncoder();
    private final TradeDecoder tradeDecoder = new TradeDecoder();
    private final ExecutionReportEncoder reportEncoder = new ExecutionReportEncoder();
    private final ExecutionReportDecoder reportDecoder = new ExecutionReportDecoder();
    private long seq = 1;

    @Setup(Level.Trial)
    public void setUp() {
        encodeTrade();
        encodeExecutionReport();
    }

    @Benchmark
    public long encodeTrade() {
        seq++;
        tradeEncoder
                .wrapAndApplyHeader(buffer, 0, headerEncoder)
                .seq(seq)
                .tsEventNs(TS_NS)
                .tsInitNs(TS_NS)
                .instrumentId(0)
                .sourceId(0);
        tradeEncoder.flags().clear();
        tradeEncoder.side(Side.BUY).px(PX).qty(QTY).tradeId(seq);
        return seq;
    }

    @Benchmark
    public long decodeTrade() {
        tradeDecoder.wrapAndApplyHeader(buffer, 0, headerDecoder);
        return tradeDecoder.seq()
                + tradeDecoder.tsEventNs()
                + tradeDecoder.tsInitNs()
                + tradeDecoder.instrumentId()
                + tradeDecoder.sideRaw()
                + tradeDecoder.px()
                + tradeDecoder.qty()
                + tradeDecoder.tradeId();
    }

    @Benchmark
    public long encodeExecutionReport() {
        seq++;
        reportEncoder
                .wrapAndApplyHeader(buffer, REPORT_OFFSET, headerEncoder)
                .seq(seq)
                .tsEventNs(TS_NS)
                .tsInitNs(TS_NS)
                .instrumentId(0)
                .sourceId(1);
        reportEncoder.flags().clear();
        reportEncoder
                .execType(ExecType.TRADE)
                .orderId(seq)
                .lastPx(PX)
                .lastQty(QTY)
                .leavesQty(0)
                .fee(1)
                .causeSeq(seq)
                .marketEvent(seq)
                .venueOrderId(seq)
                .strategyId(0)
                .side(Side.BUY)
                .liquidity(Liquidity.TAKER)
                .reason(0);
        return seq;
    }

    @Benchmark
    public long decodeExecutionReport() {
        reportDecoder.wrapAndApplyHeader(buffer, REPORT_OFFSET, headerDecoder);
        return reportDecoder.seq()
                + reportDecoder.tsEventNs()
                + reportDecoder.tsInitNs()
                + reportDecoder.execTypeRaw()
                + reportDecoder.orderId()
                + reportDecoder.lastPx()
                + reportDecoder.lastQty()
                + reportDecoder.leavesQty()
                + reportDecoder.fee()
                + reportDecoder.causeSeq()
                + reportDecoder.marketEvent()
                + reportDecoder.sideRaw();
    }

    /** What lies in the buffer must be what was encoded. */
    @TearDown(Level.Trial)
    public void tearDown() {
        tradeDecoder.wrapAndApplyHeader(buffer, 0, headerDecoder);
        reportDecoder.wrapAndApplyHeader(buffer, REPORT_OFFSET, headerDecoder);
        if (Math.max(tradeDecoder.seq(), reportDecoder.seq()) != seq
                || tradeDecoder.px() != PX
                || tradeDecoder.side() != Side.BUY
                || reportDecoder.execType() != ExecType.TRADE
                || reportDecoder.lastQty() != QTY) {
            throw new IllegalStateException("decoded " + tradeDecoder + " and " + reportDecoder);
        }
    }
}
