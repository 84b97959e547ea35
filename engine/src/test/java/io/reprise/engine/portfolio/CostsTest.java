package io.reprise.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CostsTest {
    @Test
    void takesFractionsFromZeroToBelowOne() {
        assertEquals(0, Costs.NONE.takerFeeE12());
        assertEquals(Costs.ONE_E12 - 1, new Costs(0, 0, Costs.ONE_E12 - 1).slippageE12());
    }

    @Test
    void refusesAnythingElseByName() {
        assertRefused("taker fee", -1, 0, 0);
        assertRefused("maker fee", 0, -1, 0);
        assertRefused("slippage", 0, 0, -1);
        assertRefused("taker fee", Costs.ONE_E12, 0, 0);
        assertRefused("maker fee", 0, Costs.ONE_E12, 0);
        assertRefused("slippage", 0, 0, Costs.ONE_E12);
    }

    private static void assertRefused(String what, long taker, long maker, long slippage) {
        String message = assertThrows(IllegalArgumentException.class, () -> new Costs(taker, maker, slippage))
                .getMessage();
        assertTrue(message.startsWith(what), message);
    }
}
