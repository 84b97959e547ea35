package io.reprise.engine.backtest;

import io.reprise.codecs.DenialDecoder;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.OrderIntentDecoder;
import io.reprise.codecs.RiskVerdictDecoder;
import io.reprise.codecs.StrategySignalDecoder;
import io.reprise.engine.backtest.Explanation.FrameText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Everything that a run's two streams say of one order. */
record OrderHistory(long causeSeq, int strategyId, List<FrameText> decisions, List<FrameText> reports) {
    static OrderHistory read(Path journal, long orderId, JournalNames names) {
        List<FrameText> decisions = new ArrayList<>();
        int[] strategyId = {-1};
        long causeSeq = readDecisions(journal, orderId, decisions, names, strategyId);
        if (causeSeq < 0) {
            throw new IllegalArgumentException("the journal " + journal + " holds no order " + orderId);
        }
        List<FrameText> reports = new ArrayList<>();
        try (FrameCursor inbound = new FrameCursor(journal.resolve(RunJournal.INBOUND))) {
            while (inbound.advance()) {
                if (reportedOrder(inbound) == orderId) {
                    reports.add(FrameText.of(inbound.buffer(), inbound.offset(), names));
                }
            }
        }
        return new OrderHistory(causeSeq, strategyId[0], decisions, reports);
    }

    /** The signal of the same cause stands before the intent; returns the cause's sequence, or -1. */
    private static long readDecisions(
            Path journal, long orderId, List<FrameText> decisions, JournalNames names, int[] strategyId) {
        long causeSeq = -1;
        FrameText signal = null;
        long signalCause = -1;
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        StrategySignalDecoder signalDecoder = new StrategySignalDecoder();
        OrderIntentDecoder intent = new OrderIntentDecoder();
        try (FrameCursor outbound = new FrameCursor(journal.resolve(RunJournal.OUTBOUND))) {
            while (outbound.advance()) {
                if (outbound.templateId() == StrategySignalDecoder.TEMPLATE_ID) {
                    signalDecoder.wrapAndApplyHeader(outbound.buffer(), outbound.offset(), header);
                    signal = FrameText.of(outbound.buffer(), outbound.offset(), names);
                    signalCause = signalDecoder.causeSeq();
                } else if (decidedOrder(outbound, header) == orderId) {
                    if (causeSeq < 0 && outbound.templateId() == OrderIntentDecoder.TEMPLATE_ID) {
                        intent.wrapAndApplyHeader(outbound.buffer(), outbound.offset(), header);
                        causeSeq = intent.causeSeq();
                        strategyId[0] = intent.strategyId();
                        if (signalCause == causeSeq) {
                            decisions.add(signal);
                        }
                    }
                    decisions.add(FrameText.of(outbound.buffer(), outbound.offset(), names));
                }
            }
        }
        return causeSeq;
    }

    private static long decidedOrder(FrameCursor frame, MessageHeaderDecoder header) {
        return switch (frame.templateId()) {
            case OrderIntentDecoder.TEMPLATE_ID ->
                new OrderIntentDecoder()
                        .wrapAndApplyHeader(frame.buffer(), frame.offset(), header)
                        .orderId();
            case RiskVerdictDecoder.TEMPLATE_ID ->
                new RiskVerdictDecoder()
                        .wrapAndApplyHeader(frame.buffer(), frame.offset(), header)
                        .orderId();
            case OrderCommandDecoder.TEMPLATE_ID ->
                new OrderCommandDecoder()
                        .wrapAndApplyHeader(frame.buffer(), frame.offset(), header)
                        .orderId();
            default -> -1;
        };
    }

    private static long reportedOrder(FrameCursor frame) {
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        return switch (frame.templateId()) {
            case ExecutionReportDecoder.TEMPLATE_ID ->
                new ExecutionReportDecoder()
                        .wrapAndApplyHeader(frame.buffer(), frame.offset(), header)
                        .orderId();
            case DenialDecoder.TEMPLATE_ID ->
                new DenialDecoder()
                        .wrapAndApplyHeader(frame.buffer(), frame.offset(), header)
                        .orderId();
            default -> -1;
        };
    }
}
