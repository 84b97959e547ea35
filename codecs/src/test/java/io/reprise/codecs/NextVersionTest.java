package io.reprise.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A field that version 2 appends disturbs no reader: ours skips it, theirs reads ours as null. */
class NextVersionTest {
    private static final long MAKER_ORDER_ID = 4_711;

    @Test
    void readerOfVersionOneSkipsTheLongerBlock() {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        io.reprise.codecs.v2.TradeEncoder next = new io.reprise.codecs.v2.TradeEncoder();
        io.reprise.codecs.v2.MessageHeaderEncoder header = new io.reprise.codecs.v2.MessageHeaderEncoder();
        int second = header.encodedLength() + next.sbeBlockLength();
        next.wrapAndApplyHeader(buffer, 0, header).seq(1).px(100).qty(7).makerOrderId(MAKER_ORDER_ID);
        next.wrapAndApplyHeader(buffer, second, header).seq(2).px(101).qty(8).makerOrderId(MAKER_ORDER_ID);

        MessageHeaderDecoder ours = new MessageHeaderDecoder().wrap(buffer, 0);
        TradeDecoder trade = new TradeDecoder().wrapAndApplyHeader(buffer, 0, ours);
        assertEquals(2, trade.actingVersion());
        assertEquals(1, trade.seq());
        assertEquals(100, trade.px());
        int found = ours.encodedLength() + ours.blockLength();
        assertEquals(second, found);
        trade.wrapAndApplyHeader(buffer, found, ours);
        assertEquals(2, trade.seq());
        assertEquals(8, trade.qty());
    }

    @Test
    void readerOfVersionTwoReadsACommittedFrameWithTheFieldAsNull() throws IOException {
        GoldenFile.Frame golden = GoldenFile.read(1).get("Trade");
        UnsafeBuffer buffer = new UnsafeBuffer(golden.bytes());
        io.reprise.codecs.v2.TradeDecoder trade = new io.reprise.codecs.v2.TradeDecoder()
                .wrapAndApplyHeader(buffer, 0, new io.reprise.codecs.v2.MessageHeaderDecoder());
        assertEquals(1, trade.actingVersion());
        assertEquals(golden.values().get("px"), Long.toString(trade.px()));
        assertEquals(golden.values().get("tradeId"), Long.toString(trade.tradeId()));
        assertEquals(io.reprise.codecs.v2.TradeDecoder.makerOrderIdNullValue(), trade.makerOrderId());
    }
}
