package io.reprise.research.proof;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many runs met each situation that a campaign must meet: a comparison proves nothing of what never happened. */
final class Situations {
    private final Map<String, Long> runs = new TreeMap<>();
    private long runCount;
    private long fillCount;
    private long overflowCount;

    void add(TwinResult run) {
        runCount++;
        fillCount += run.fills().size();
        count("rejected rows", run.rejectedRows() > 0);
        count("denials", run.rejects() > 0);
        count("decrements", run.decrements() > 0);
        count("open orders at the end", run.openOrders() > 0);
        count("partial fills", run.fills().size() > run.orders());
        count("two fills on one event", hasTwoFillsOnOneEvent(run));
        count("long at the end", run.position().signum() > 0);
        count("short at the end", run.position().signum() < 0);
        count("cash below zero", run.minCash().signum() < 0);
        count("equity at or below zero", run.finalEquity().signum() <= 0);
        count("no Sharpe ratio", run.sharpe() == null);
        count("a Sharpe ratio", run.sharpe() != null);
        count("buy-and-hold without a lot", run.buyAndHoldReturn() == 0);
        count("no fill", run.fills().isEmpty());
        count("fees", run.fees().signum() > 0);
        count("days without events", run.days() > 3);
    }

    void addOverflow() {
        overflowCount++;
    }

    private static boolean hasTwoFillsOnOneEvent(TwinResult run) {
        List<TwinFill> fills = run.fills();
        for (int i = 1; i < fills.size(); i++) {
            if (fills.get(i).event() == fills.get(i - 1).event()) {
                return true;
            }
        }
        return false;
    }

    private void count(String situation, boolean isMet) {
        runs.merge(situation, isMet ? 1L : 0L, Long::sum);
    }

    /** Situations that no run met. */
    List<String> missing() {
        return runs.keySet().stream().filter(name -> runs.get(name) == 0).toList();
    }

    @Override
    public String toString() {
        return runCount + " runs, " + fillCount + " fills, " + overflowCount + " runs that overflow; runs with " + runs;
    }
}
