package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;

/**
 * The honest sentence: did the run beat buy-and-hold after costs, and are the data long enough to say so?
 *
 * @param standing after costs
 * @param settled whether the data are long enough for the standing to be more than chance, at 95 %
 * @param claim what happened
 * @param proof what it is worth
 */
record Verdict(Standing standing, boolean settled, String claim, String proof) {
    /** Above this a count of days alone says little. */
    private static final int DAYS_IN_WORDS_MAX = 90;

    enum Standing {
        AHEAD("ahead"),
        BEHIND("behind"),
        LEVEL("level");

        private final String word;

        Standing(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static Verdict of(RunResult run, RunFacts facts) {
        Standing standing =
                run.excessReturn() > 0 ? Standing.AHEAD : run.excessReturn() < 0 ? Standing.BEHIND : Standing.LEVEL;
        boolean sameSign = Math.signum(facts.excessMean()) == Math.signum(run.excessReturn());
        boolean settled = standing != Standing.LEVEL && facts.excessEvidence().enough() && sameSign;
        return new Verdict(standing, settled, claim(run, standing), proof(facts, standing, sameSign));
    }

    String sentence() {
        return claim + " " + proof;
    }

    private static String claim(RunResult run, Standing standing) {
        String figures = " (" + Figures.percent(run.totalReturn()) + " against "
                + Figures.percent(run.buyAndHoldReturn()) + ").";
        String points = Figures.number(Math.abs(run.excessReturn()) * 100, 2, false) + " percentage points after costs";
        String claim = switch (standing) {
            case AHEAD -> "It beat buy-and-hold by " + points + figures;
            case BEHIND -> "It did not beat buy-and-hold: it fell behind by " + points + figures;
            case LEVEL -> "It ended level with buy-and-hold after costs" + figures;
        };
        return run.fillCount() == 0 ? "It never traded. " + claim : claim;
    }

    private static String proof(RunFacts facts, Standing standing, boolean sameSign) {
        Evidence evidence = facts.excessEvidence();
        int have = evidence.record().observations();
        String returns =
                Figures.count(have, "daily return") + (have > DAYS_IN_WORDS_MAX ? " (" + evidence.have() + ")" : "");
        if (have < evidence.days()) {
            return "There is no track record to judge by: equity was not always above 0.";
        }
        if (evidence.record().needed() == TrackRecord.NEVER && have < TrackRecord.MIN_RETURNS) {
            return "The data are too short to say so: " + returns + ", where " + TrackRecord.MIN_RETURNS
                    + " is the least that says anything.";
        }
        if (evidence.record().needed() == TrackRecord.NEVER) {
            return "The data cannot say more: " + returns + ", and no daily difference to measure.";
        }
        if (!evidence.enough()) {
            return "The data are too short to say so: " + returns
                    + ", and to tell a difference of this size from chance at" + " 95% takes about " + evidence.need()
                    + ".";
        }
        if (!sameSign || standing == Standing.LEVEL) {
            return "The data do not settle it: the average of " + returns
                    + " in excess of buy-and-hold has another sign than" + " the excess at the end.";
        }
        return "The data are long enough to say so at 95%: " + returns + " where "
                + Figures.count(evidence.record().needed()) + " are needed.";
    }
}
