package io.reprise.research.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.research.validate.WealthVerdict.State;
import io.reprise.research.validate.WealthVerdict.Terms;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WealthVerdictTest {
    private static final Terms TERMS = new Terms(0.5, 252, 1000, 1);

    private static double[][] pair(int days, double edge, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] pair = new double[2][days];
        for (int t = 0; t < days; t++) {
            pair[1][t] = 0.0003 + random.nextGaussian() * 0.01;
            pair[0][t] = pair[1][t] * 0.5 + 0.00015 + edge + random.nextGaussian() * noise;
        }
        return pair;
    }

    private static WealthVerdict of(double[][] pair, boolean unlevered) {
        return WealthVerdict.of(pair[0], pair[1], unlevered, TERMS);
    }

    @Test
    void aLargeSteadyExcessIsReachedAndOnlyWithoutLeverage() {
        double[][] pair = pair(2520, 0.0006, 0.004, 1);
        WealthVerdict found = of(pair, true);
        assertEquals(State.REACHED, found.state(), found.toString());
        assertTrue(found.ratioLower() > 0 && found.ratioLower() < found.ratio(), found.toString());
        assertEquals(0.5, found.beta(), 0.05);
        assertEquals((0.0006 + 0.00015) * 252, found.alphaAnnual(), 0.05);
        assertEquals(State.LEVERAGED, of(pair, false).state());
    }

    @Test
    void anExcessThatLuckExplainsIsNotShownOrTooShort() {
        for (long seed = 1; seed <= 20; seed++) {
            WealthVerdict found = of(pair(1000, 0, 0.02, seed), true);
            assertTrue(found.state() != State.REACHED || found.ratioLower() > 0, "seed " + seed);
        }
        double[][] few = pair(40, 0.02, 0.05, 3);
        WealthVerdict early = of(few, true);
        assertTrue(early.observations() < early.needed() ? early.state() == State.TOO_SHORT : true, early.toString());
        WealthVerdict week = of(pair(7, 0.02, 0.01, 1), true);
        assertEquals(State.TOO_SHORT, week.state());
        assertTrue(Double.isNaN(week.ratioLower()), "no bounds from seven days");
    }

    /** The bound is for a one-sided 5 %: of strategies without any edge about one in twenty has it above 0. */
    @Test
    void theLowerBoundIsWrongOneTimeInTwenty() {
        int above = 0;
        for (long seed = 1; seed <= 400; seed++) {
            double[][] pair = pair(500, 0, 0.01, seed);
            for (int t = 0; t < 500; t++) {
                pair[0][t] += pair[1][t] * 0.5 - 0.00015;
            }
            above += of(pair, true).ratioLower() > 0 ? 1 : 0;
        }
        assertTrue(above >= 8 && above <= 36, above + " of 400");
    }

    @Test
    void refusesWhatHasNoWealth() {
        double[] lost = {0.1, -1, 0.1};
        assertThrows(IllegalArgumentException.class, () -> WealthVerdict.of(lost, lost, true, TERMS));
        assertThrows(IllegalArgumentException.class, () -> new Terms(0.5, 252, 10, 1));
    }
}
