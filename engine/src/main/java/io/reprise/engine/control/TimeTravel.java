package io.reprise.engine.control;

import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.OrderIntentDecoder;
import io.reprise.codecs.RiskVerdictDecoder;
import io.reprise.codecs.StrategySignalDecoder;
import io.reprise.codecs.Verdict;
import io.reprise.engine.backtest.Explanation;
import io.reprise.engine.backtest.JournalNames;
import io.reprise.engine.backtest.Rerun;
import io.reprise.engine.backtest.RunJournal;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.pipeline.StrategyState;
import io.reprise.engine.risk.Reason;
import io.reprise.engine.time.Times;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A journal's state as of any sequence or time, and what was decided there. Safe from any thread. */
final class TimeTravel implements AutoCloseable {
    private final Rerun rerun;
    private final Names names;
    private final JournalNames frameNames;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    TimeTravel(Rerun rerun, Names names) {
        this.rerun = rerun;
        this.names = names;
        frameNames = new JournalNames(names.instruments());
    }

    synchronized DeskState at(long seq) {
        rerun.goTo(seq);
        return state();
    }

    synchronized DeskState atTime(long timeNs) {
        rerun.goToTime(timeNs);
        return state();
    }

    private DeskState state() {
        return StateOf.stages(rerun.seq(), rerun.nowNs(), rerun.marketEvents(), rerun.stages(), names);
    }

    synchronized Explanation explain(long orderId) {
        return rerun.explain(orderId);
    }

    synchronized WhyAnswer why(long timeNs, int strategyId) {
        rerun.goToTime(timeNs);
        DeskState asked = state();
        StrategyState strategy = rerun.stages().strategies().get(strategyId);
        if (!rerun.goBackToBar(strategy.seriesId())) {
            String sentence =
                    "no bar of " + asked.series().get(strategy.seriesId()).spec() + " had closed by "
                            + Times.format(timeNs) + ", so " + strategy.name() + " had nothing to decide on";
            return new WhyAnswer(sentence, asked, strategy.name(), 0, 0, null, List.of(), List.of());
        }
        DeskState.Series series = state().series().get(strategy.seriesId());
        List<UnsafeBuffer> decided = rerun.decisions();
        StrategyState then = rerun.stages().strategies().get(strategyId);
        return new WhyAnswer(
                "at " + Times.format(rerun.nowNs()) + " a bar of " + series.spec() + " closed at "
                        + Decimals.plain(series.bar().closePx()) + ": " + verdict(then, series, decided)
                        + lasting(asked),
                asked,
                strategy.name(),
                rerun.seq(),
                rerun.nowNs(),
                series.bar(),
                series.features(),
                rows(decided));
    }

    private List<FrameRecord> rows(List<UnsafeBuffer> decided) {
        List<FrameRecord> rows = new ArrayList<>();
        for (UnsafeBuffer frame : decided) {
            rows.add(FrameRows.row(RunJournal.OUTBOUND, frame, 0, frameNames));
        }
        return rows;
    }

    /** What the strategy did on the bar, in words. */
    private String verdict(StrategyState then, DeskState.Series series, List<UnsafeBuffer> decided) {
        List<String> said = new ArrayList<>();
        for (UnsafeBuffer frame : decided) {
            switch (Event.templateId(frame, 0)) {
                case StrategySignalDecoder.TEMPLATE_ID -> {
                    StrategySignalDecoder signal = new StrategySignalDecoder().wrapAndApplyHeader(frame, 0, header);
                    if (signal.strategyId() == then.id()) {
                        said.add(
                                then.name() + " went from " + word(signal.previous()) + " to " + word(signal.signal()));
                    }
                }
                case OrderIntentDecoder.TEMPLATE_ID -> {
                    OrderIntentDecoder intent = new OrderIntentDecoder().wrapAndApplyHeader(frame, 0, header);
                    if (intent.strategyId() == then.id()) {
                        said.add("it wanted order " + intent.orderId() + ", " + intent.side() + " "
                                + Decimals.plain(intent.orderQty()));
                    }
                }
                case RiskVerdictDecoder.TEMPLATE_ID -> {
                    RiskVerdictDecoder answer = new RiskVerdictDecoder().wrapAndApplyHeader(frame, 0, header);
                    if (answer.strategyId() == then.id()) {
                        said.add(answer(answer));
                    }
                }
                default -> {}
            }
        }
        if (then.stopped()) {
            return then.name() + " was stopped by an operator, so its orders were not taken";
        }
        if (!said.isEmpty()) {
            return String.join("; ", said);
        }
        boolean isWarm = series.features().stream().noneMatch(feature -> Double.isNaN(feature.value()));
        return isWarm
                ? then.name() + " saw no signal and stayed " + word(then.state())
                : then.name() + " was still warming up: not all of its features had a value after " + series.bars()
                        + (series.bars() == 1 ? " bar" : " bars");
    }

    private static String answer(RiskVerdictDecoder answer) {
        Reason reason = Reason.of(answer.reason());
        if (reason == Reason.NONE) {
            return "risk approved it";
        }
        String numbers = answer.actualValue() == 0 && answer.limitValue() == 0
                ? ""
                : " (" + reason.number(answer.actualValue()) + " against " + reason.number(answer.limitValue()) + ")";
        String verdict = answer.verdict() == Verdict.APPROVED
                ? ""
                : answer.orderId() < 0 ? "nothing was opened, " : "risk denied it, ";
        return verdict + reason + ": " + reason.text() + numbers;
    }

    /** What keeps orders back for as long as it lasts. */
    private static String lasting(DeskState asked) {
        String halted = asked.halted() ? "; trading was halted by an operator at the time asked for" : "";
        String reduce = asked.reduceOnly() ? "; only orders that reduce a position passed then" : "";
        return halted
                + reduce
                + (asked.drawdownTripped() ? "; the drawdown breaker had tripped by the time asked for" : "");
    }

    private static String word(int state) {
        return state > 0 ? "long" : state < 0 ? "short" : "flat";
    }

    @Override
    public synchronized void close() {
        rerun.close();
    }
}
