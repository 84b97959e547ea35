package io.reprise.research.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.RunResult.RoundTrip;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

final class RunFactsTest {
    @Test
    void sumsAgreeWithTheRun() {
        RunResult run = new SyntheticRun().build();
        RunFacts facts = RunFacts.of(run);
        assertEquals(run.fees(), facts.feesOnBuys() + facts.feesOnSells());
        assertEquals(run.finalEquity(), run.initialEquity() + facts.grossPnl() - run.fees());
        assertEquals(run.roundTrips().size(), facts.wins() + facts.losses());
        assertEquals(10.0, facts.feesBps(run), 1e-3);
        assertEquals((1 + run.totalReturn()) / (1 + run.buyAndHoldReturn()) - 1, facts.wealthRatio(), 0);
        long best = run.roundTrips().stream().mapToLong(RoundTrip::pnl).max().orElseThrow();
        assertEquals(best, facts.tripBest());
    }

    @Test
    void exposureIsTheShareOfTimeWithAPosition() {
        SyntheticRun source = new SyntheticRun();
        source.points = 100;
        source.hold = 25;
        source.rest = 25;
        assertEquals(0.49, RunFacts.of(source.build()).exposure(), 0.015);
    }

    @Test
    void noFillsLeaveNothingToDivideBy() {
        SyntheticRun source = new SyntheticRun();
        source.hold = 0;
        RunFacts facts = RunFacts.of(source.build());
        assertEquals(0, facts.exposure());
        assertTrue(Double.isNaN(facts.winRate()));
        assertTrue(Double.isNaN(facts.profitFactor()));
        assertTrue(Double.isNaN(facts.holdingNsAvg()));
        assertEquals(BigDecimal.ZERO, facts.turnover());
    }

    @Test
    void sevenDaysAreTooShortAndSaySo() {
        RunResult run = new SyntheticRun().build();
        RunFacts facts = RunFacts.of(run);
        Verdict verdict = Verdict.of(run, facts);
        assertFalse(verdict.settled());
        assertTrue(facts.excessEvidence().caveat().startsWith("too short: 7 days; needs about "));
        assertTrue(verdict.sentence().contains("did not beat buy-and-hold"), verdict.sentence());
        assertTrue(verdict.sentence().contains("too short to say so: 7 daily returns"), verdict.sentence());
    }

    @Test
    void yearsOfALargeDifferenceSettleIt() {
        RunResult run = longRun().build();
        RunFacts facts = RunFacts.of(run);
        Verdict verdict = Verdict.of(run, facts);
        assertEquals(Verdict.Standing.BEHIND, verdict.standing());
        assertTrue(verdict.settled(), verdict.sentence());
        assertEquals("", facts.excessEvidence().caveat());
        assertTrue(verdict.sentence().contains("long enough to say so at 95%"), verdict.sentence());
    }

    @Test
    void daysWithoutEventsRepeatTheEquityWhenEachDayCounts() {
        SyntheticRun source = new SyntheticRun();
        source.points = 4;
        source.spanNs = 8 * SyntheticRun.DAY_NS;
        assertEquals(7, DailyReturns.of(source.build()).strategy().length);
        source = new SyntheticRun();
        source.points = 4;
        source.spanNs = 8 * SyntheticRun.DAY_NS;
        source.annualDays = 252;
        assertEquals(4, DailyReturns.of(source.build()).strategy().length);
    }

    @Test
    void equityBelowZeroLeavesNoTrackRecord() {
        RunFacts facts = RunFacts.of(ruined().build());
        assertEquals(
                "no track record: equity was not above 0",
                facts.strategyEvidence().caveat());
    }

    static SyntheticRun longRun() {
        SyntheticRun source = new SyntheticRun();
        source.points = 3000;
        source.spanNs = 3450 * SyntheticRun.DAY_NS;
        source.drift = 0.0016;
        source.swing = 0.02;
        source.seed = 101;
        return source;
    }

    static SyntheticRun ruined() {
        SyntheticRun source = new SyntheticRun();
        source.spanNs = 60 * SyntheticRun.DAY_NS;
        source.levered = 40;
        source.shorts = true;
        source.swing = 0.01;
        return source;
    }
}
