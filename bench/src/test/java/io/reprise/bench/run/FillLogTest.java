package io.reprise.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class FillLogTest {
    private static FillLog log(int fills) {
        FillLog log = new FillLog();
        for (int i = 0; i < fills; i++) {
            log.add(i, 10 + i, i % 2 == 0, 300 + i, 4, 5);
        }
        return log;
    }

    @Test
    void equalLogsDoNotDiffer() {
        assertNull(log(40_000).difference(log(40_000)));
    }

    @Test
    void namesTheFirstFillThatDiffers() {
        FillLog other = log(2);
        other.add(2, 12, true, 302, 4, 6);
        assertEquals(
                "fill 3 is a buy of 4e-8 at 302e-8, fee 5e-8, by event 2 at 12"
                        + " and a buy of 4e-8 at 302e-8, fee 6e-8, by event 2 at 12",
                log(3).difference(other));
    }

    @Test
    void namesAMissingFill() {
        assertEquals(
                "fill 3 is a buy of 4e-8 at 302e-8, fee 5e-8, by event 2 at 12 and missing", log(3).difference(log(2)));
    }
}
