package io.reprise.bench.recovery;

import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.DenialDecoder;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.OperatorCommandDecoder;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.journal.StreamTailer;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * All that a journal says of a run that has ended, read and replayed from its bytes.
 *
 * @param stateDigest as the run wrote it down; the replay has the same, or it is no end
 * @param outboundDigest likewise
 * @param orders sent
 * @param position at the end, 1e-8
 * @param cash at the end, 1e-8
 * @param made how often each order command, report and denial is there, by what it says but for its sequence
 * @param market how often each market event is there, by what it says but for its sequence
 * @param commands how often each operator's command is there, by its id
 * @param cancelsOnStop how often stopping canceled what worked
 */
public record SessionEnd(
        String stateDigest,
        String outboundDigest,
        long orders,
        long fills,
        long position,
        long cash,
        Map<String, Integer> made,
        Map<String, Integer> market,
        Map<Long, Integer> commands,
        int cancelsOnStop) {

    /** Source of the sequencer's own frames, whose STOP is no operator's. */
    private static final int DRIVER_SOURCE = 0;

    /**
     * Reads a finished run's journal and proves it by a replay. The hot state that a session has left must add up to it.
     *
     * @throws IllegalStateException when the replay or the hot state differs from the record
     */
    static SessionEnd of(Path journal) throws IOException {
        Replay.Outcome replay =
                Replay.of(journal, RecoveryCase.catalog()).verify(Topology.INLINE, RingSettings.DEFAULT);
        if (!replay.verified()) {
            throw new IllegalStateException("the replay of " + journal + " differs: " + replay.difference());
        }
        if (HotSum.isShown(journal)) {
            HotSum.require(journal);
        }
        Map<String, String> properties = JournalManifest.read(journal).properties();
        RunResult result = replay.result();
        Reading reading = new Reading();
        reading.stream(JournalFolder.inbound(journal));
        reading.stream(JournalFolder.outbound(journal));
        return new SessionEnd(
                properties.getOrDefault("stateDigest", "none"),
                properties.getOrDefault("outboundDigest", "none"),
                result.orders(),
                result.fillCount(),
                result.position(),
                result.cash(),
                reading.made,
                reading.market,
                reading.commands,
                reading.cancelsOnStop);
    }

    private static final class Reading {
        private final Map<String, Integer> made = new HashMap<>();
        private final Map<String, Integer> market = new HashMap<>();
        private final Map<Long, Integer> commands = new TreeMap<>();
        private int cancelsOnStop;
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final OperatorCommandDecoder command = new OperatorCommandDecoder();

        void stream(Path folder) {
            try (StreamTailer tailer = StreamTailer.open(folder)) {
                while (tailer.next()) {
                    for (int at = tailer.offset(); at < tailer.limit(); ) {
                        frame(tailer.buffer(), at);
                        at += Event.frameLength(tailer.buffer(), at);
                    }
                }
                if (tailer.damage() != null) {
                    throw new IllegalStateException(
                            folder + ": " + tailer.damage().sentence());
                }
            }
        }

        private void frame(UnsafeBuffer buffer, int at) {
            switch (Event.templateId(buffer, at)) {
                case TradeDecoder.TEMPLATE_ID, BarDecoder.TEMPLATE_ID ->
                    market.merge(Event.instrumentId(buffer, at) + "/" + saidBy(buffer, at), 1, Integer::sum);
                case OperatorCommandDecoder.TEMPLATE_ID -> {
                    command.wrapAndApplyHeader(buffer, at, header);
                    if (command.commandId() < 0) {
                        cancelsOnStop++;
                    } else if (command.sourceId() != DRIVER_SOURCE) {
                        commands.merge(command.commandId(), 1, Integer::sum);
                    }
                }
                case OrderCommandDecoder.TEMPLATE_ID, ExecutionReportDecoder.TEMPLATE_ID, DenialDecoder.TEMPLATE_ID ->
                    made.merge(saidBy(buffer, at), 1, Integer::sum);
                default -> {}
            }
        }

        /** A frame without its sequence, so that one that came twice is found though its number differs. */
        private static String saidBy(UnsafeBuffer buffer, int at) {
            byte[] frame = new byte[Event.frameLength(buffer, at)];
            buffer.getBytes(at, frame);
            UnsafeBuffer copy = new UnsafeBuffer(frame);
            Event.renumber(copy, 0, 0, Event.instrumentId(buffer, at));
            return HexFormat.of().formatHex(frame);
        }
    }
}
