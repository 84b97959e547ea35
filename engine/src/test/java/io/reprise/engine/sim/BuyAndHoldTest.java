package io.reprise.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.engine.portfolio.Costs;
import org.junit.jupiter.api.Test;

class BuyAndHoldTest {
    @Test
    void keepsItsCashWhenNotOneLotIsAffordable() {
        BuyAndHold yardstick = new BuyAndHold(Script.at8("0.5"), Script.INSTRUMENT, Costs.NONE);
        yardstick.onFirstPrice(Script.at8("100"));
        assertEquals(0, yardstick.qty());
        assertEquals(Script.at8("0.5"), yardstick.equityAt(Script.at8("1000")));
    }

    @Test
    void buysOnlyOnce() {
        BuyAndHold yardstick = new BuyAndHold(Script.at8("100"), Script.INSTRUMENT, Costs.NONE);
        yardstick.onFirstPrice(Script.at8("10"));
        assertThrows(IllegalStateException.class, () -> yardstick.onFirstPrice(Script.at8("10")));
    }
}
