package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.RiskVerdictDecoder;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.event.Event;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A record changed under checksums that hold is a difference: {@code replay --verify} names its sequence and both records. */
final class ChangedRecordTest {
    private static final String OPTIONS =
            "--strategy donchian-breakout --entry 3 --exit 2 --bar 10s --qty 2 --fee-bps 5 --lot 0.01 --latency-ms 50";

    @TempDir
    Path folder;

    private Path market;
    private Path journal;
    /** A market event that filled an order. */
    private int filledEvent;

    @BeforeEach
    void record() throws IOException {
        RecordedRun run = RecordedRun.of(folder, RecordedRun.waves(400), OPTIONS);
        market = run.market();
        journal = run.journal();
        filledEvent = (int) run.result().fills().get(4).event();
    }

    private Replay.Outcome verify(Topology topology) throws IOException {
        return new Replay(journal, List.of(market), RecordedRun.CATALOG).verify(topology, RingSettings.DEFAULT);
    }

    private static Rewriter.Choice template(int templateId, int skipped) {
        int[] left = {skipped};
        return (buffer, offset) -> Event.templateId(buffer, offset) == templateId && left[0]-- == 0;
    }

    private static void addOne(UnsafeBuffer buffer, int at) {
        buffer.putLong(at, buffer.getLong(at) + 1);
    }

    private static void assertNames(String difference, long seq, String stream) {
        assertTrue(
                difference.matches(
                        "at sequence " + seq + " of " + stream + " the journal has \\{.*\\}, the replay has \\{.*\\}"),
                difference);
    }

    @ParameterizedTest
    @EnumSource(Topology.class)
    void anUnchangedRunIsVerified(Topology topology) throws IOException {
        Replay.Outcome outcome = verify(topology);
        assertTrue(outcome.verified(), outcome.difference());
        assertTrue(outcome.result().fillCount() > 10, "a run that trades");
    }

    @ParameterizedTest
    @EnumSource(Topology.class)
    void namesAChangedDecision(Topology topology) throws IOException {
        int qty = Event.HEADER_BYTES + OrderCommandDecoder.orderQtyEncodingOffset();
        long seq = new Rewriter(journal, "outbound")
                .change(template(OrderCommandDecoder.TEMPLATE_ID, 5), (b, at) -> addOne(b, at + qty), true);
        assertNames(verify(topology).difference(), seq, "outbound");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void namesAChangedVerdictWhateverTheManifestSays(boolean manifest) throws IOException {
        int actual = Event.HEADER_BYTES + RiskVerdictDecoder.actualValueEncodingOffset();
        long seq = new Rewriter(journal, "outbound")
                .change(template(RiskVerdictDecoder.TEMPLATE_ID, 2), (b, at) -> addOne(b, at + actual), manifest);
        assertNames(verify(Topology.INLINE).difference(), seq, "outbound");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void namesAChangedReportWhateverTheManifestSays(boolean manifest) throws IOException {
        int px = Event.HEADER_BYTES + ExecutionReportDecoder.lastPxEncodingOffset();
        long seq = new Rewriter(journal, "inbound")
                .change(template(ExecutionReportDecoder.TEMPLATE_ID, 3), (b, at) -> addOne(b, at + px), manifest);
        assertNames(verify(Topology.INLINE).difference(), seq, "inbound");
    }

    @Test
    void namesAnOrderThatNeverWas() throws IOException {
        int orderId = Event.HEADER_BYTES + ExecutionReportDecoder.orderIdEncodingOffset();
        long seq = new Rewriter(journal, "inbound")
                .change(
                        template(ExecutionReportDecoder.TEMPLATE_ID, 0),
                        (b, at) -> b.putLong(at + orderId, 9_999),
                        true);
        assertNames(verify(Topology.STAGED).difference(), seq, "inbound");
    }

    @Test
    void namesWhatAChangedTradeOfTheMarketLeadsTo() throws IOException {
        int px = Event.HEADER_BYTES + TradeDecoder.pxEncodingOffset();
        new Rewriter(market, "inbound")
                .change(template(TradeDecoder.TEMPLATE_ID, filledEvent - 1), (b, at) -> addOne(b, at + px), true);
        String difference = verify(Topology.INLINE).difference();
        assertTrue(difference.startsWith("the market journal " + market + " is not the one"), difference);
        assertTrue(
                difference.matches(".*; at sequence \\d+ of inbound the journal has \\{.*\\}, the replay has \\{.*\\}"),
                difference);
    }

    @Test
    void doesNotVerifyAChangedTradeThatLeadsToNothing() throws IOException {
        int qty = Event.HEADER_BYTES + TradeDecoder.qtyEncodingOffset();
        new Rewriter(market, "inbound")
                .change(template(TradeDecoder.TEMPLATE_ID, 399), (b, at) -> addOne(b, at + qty), true);
        String difference = verify(Topology.INLINE).difference();
        assertTrue(difference.startsWith("the market journal " + market + " is not the one"), difference);
    }

    @Test
    void doesNotVerifyAMarketJournalWhoseManifestIsOfAnother() throws IOException {
        int qty = Event.HEADER_BYTES + TradeDecoder.qtyEncodingOffset();
        new Rewriter(market, "inbound")
                .change(template(TradeDecoder.TEMPLATE_ID, 399), (b, at) -> addOne(b, at + qty), false);
        Replay.Outcome outcome = verify(Topology.INLINE);
        assertFalse(outcome.verified());
        assertTrue(outcome.difference().contains("other contents than its manifest says"), outcome.difference());
    }

    @Test
    void theProgramSaysSoInOneSentenceAndWithCodeOne() throws IOException, InterruptedException {
        int px = Event.HEADER_BYTES + ExecutionReportDecoder.lastPxEncodingOffset();
        long seq = new Rewriter(journal, "inbound")
                .change(template(ExecutionReportDecoder.TEMPLATE_ID, 4), (b, at) -> addOne(b, at + px), false);
        List<String> command = List.of("replay", journal.toString(), "--source", market.toString(), "--verify");

        Cli.Output text = Cli.run(folder, command);
        assertEquals(1, text.code(), text.err());
        assertEquals(1, text.err().lines().count(), text.err());
        assertNames(text.err().strip().replace("not verified: ", ""), seq, "inbound");

        List<String> asJson = new ArrayList<>(command);
        asJson.add("--json");
        Cli.Output json = Cli.run(folder, asJson);
        assertEquals(1, json.code(), json.err());
        Map<String, Object> object = Json.object(json.out());
        assertEquals("false", object.get("verified"));
        assertNames((String) object.get("difference"), seq, "inbound");
    }
}
