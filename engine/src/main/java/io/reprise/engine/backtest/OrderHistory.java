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
        NewsOfCause news = new NewsOfCause(names);
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
                } else if (news.take(outbound)) {
                    continue;
                } else if (decidedOrder(outbound, header) == orderId) {
                    if (causeSeq < 0 && outbound.templateId() == OrderIntentDecoder.TEMPLATE_ID) {
                        intent.wrapAndApplyHeader(outbound.buffer(), outbound.offset(), header);
                        causeSeq = intent.causeSeq();
                        strategyId[0] = intent.strategyId();
                        if (signalCause == causeSeq) {
                            decisions.add(signal);
                        }
                        decisions.addAll(news.of(causeSeq, intent.strategyId()));
                    }
                    decisions.add(FrameText.of(outbound.buffer(), outbound.offset(), names));
                }
            }
        }
        return causeSeq;
    }

    /** What was told of a strategy's stops and sizes on one cause; it stands before the orders that came of it. */
    private static final class NewsOfCause {
        private final JournalNames names;
        private final RiskVerdictDecoder verdict = new RiskVerdictDecoder();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final List<FrameText> texts = new ArrayList<>();
        private final List<Integer> strategies = new ArrayList<>();
        private long causeSeq = -1;

        NewsOfCause(JournalNames names) {
            this.names = names;
        }

        boolean take(FrameCursor frame) {
            if (frame.templateId() != RiskVerdictDecoder.TEMPLATE_ID) {
                return false;
            }
            verdict.wrapAndApplyHeader(frame.buffer(), frame.offset(), header);
            if (verdict.orderId() >= 0 || verdict.strategyId() < 0) {
                return false;
            }
            if (verdict.causeSeq() != causeSeq) {
                causeSeq = verdict.causeSeq();
                texts.clear();
                strategies.clear();
            }
            texts.add(FrameText.of(frame.buffer(), frame.offset(), names));
            strategies.add(verdict.strategyId());
            return true;
        }

        List<FrameText> of(long cause, int strategyId) {
            List<FrameText> found = new ArrayList<>();
            for (int i = 0; cause == causeSeq && i < texts.size(); i++) {
                if (strategies.get(i) == strategyId) {
                    found.add(texts.get(i));
                }
            }
            return found;
        }
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
