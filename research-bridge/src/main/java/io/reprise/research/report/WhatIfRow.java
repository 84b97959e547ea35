package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.WhatIf;
import io.reprise.engine.fixed.Decimals;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * One figure of a what-if, as text: money with all its places.
 *
 * @param effect changed less re-simulated, with its sign
 */
record WhatIfRow(String label, String recorded, String resimulated, String changed, String effect) {
    /** All figures, in the order to show. */
    static List<WhatIfRow> of(WhatIf.Answer answer) {
        return List.of(
                count("Orders", answer, RunResult::orders),
                count("Fills", answer, RunResult::fillCount),
                count("Rejects", answer, RunResult::rejects),
                money("Fees", answer, RunResult::fees),
                money("Final equity", answer, RunResult::finalEquity),
                money("P&L", answer, run -> Math.subtractExact(run.finalEquity(), run.initialEquity())),
                percent("Total return", true, answer, RunResult::totalReturn),
                percent("Max drawdown", false, answer, RunResult::maxDrawdown),
                percent("Excess return", true, answer, RunResult::excessReturn));
    }

    private static WhatIfRow count(String label, WhatIf.Answer answer, ToLongFunction<RunResult> figure) {
        long before = figure.applyAsLong(answer.resimulated());
        long after = figure.applyAsLong(answer.changed());
        return new WhatIfRow(
                label,
                Figures.count(figure.applyAsLong(answer.recorded())),
                Figures.count(before),
                Figures.count(after),
                (after > before ? "+" : "") + Figures.count(after - before));
    }

    private static WhatIfRow money(String label, WhatIf.Answer answer, ToLongFunction<RunResult> figure) {
        long before = figure.applyAsLong(answer.resimulated());
        long after = figure.applyAsLong(answer.changed());
        return new WhatIfRow(
                label,
                Decimals.format(figure.applyAsLong(answer.recorded())),
                Decimals.format(before),
                Decimals.format(after),
                signed(Math.subtractExact(after, before)));
    }

    /** An amount with its sign and all its places. */
    static String signed(long amount) {
        return (amount > 0 ? "+" : "") + Decimals.format(amount);
    }

    private static WhatIfRow percent(
            String label, boolean isSigned, WhatIf.Answer answer, ToDoubleFunction<RunResult> figure) {
        double before = figure.applyAsDouble(answer.resimulated());
        double after = figure.applyAsDouble(answer.changed());
        return new WhatIfRow(
                label,
                Figures.percent(figure.applyAsDouble(answer.recorded()), isSigned),
                Figures.percent(before, isSigned),
                Figures.percent(after, isSigned),
                Figures.percent(after - before));
    }
}
