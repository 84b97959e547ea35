package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;
import io.reprise.research.report.ReportContext.RunNote;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run with all that is derived of it, computed once for a page.
 *
 * @param index of the run on the page, from 0
 */
record RunView(int index, RunResult run, RunNote note, RunFacts facts, Verdict verdict) {
    private static final Pattern PAIR = Pattern.compile("^[^-.]+-([A-Z]{3,5})(?:\\..*)?$");

    static RunView of(int index, RunResult run, RunNote note) {
        RunFacts facts = RunFacts.of(run);
        return new RunView(index, run, note, facts, Verdict.of(run, facts));
    }

    /** Places to show this account's money with. */
    int places() {
        return Figures.moneyPlaces(run.initialEquity());
    }

    String money(long fixed) {
        return Figures.money(fixed, places());
    }

    String signedMoney(long fixed) {
        return Figures.signedMoney(fixed, places());
    }

    /** Currency that the instrument's name says, such as USD for {@code BTC-USD.BITSTAMP}; empty where it says none. */
    String currency() {
        Matcher pair = PAIR.matcher(run.instrument());
        return pair.matches() ? pair.group(1) : "";
    }

    String anchor() {
        return "run-" + (index + 1);
    }
}
