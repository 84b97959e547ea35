package io.reprise.bench.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.bench.run.SystemCalls;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IsolationTest {
    private static final SystemCalls NO_WAIT =
            new SystemCalls(10, 0, List.of(), Collections.unmodifiableSortedMap(new TreeMap<>()));

    private static IsolationRun run(long p999Ns, double requestsPerSecond, long failures, String digest) {
        return new IsolationRun(1, 2, p999Ns, 100, digest, 0.5, requestsPerSecond, 50, failures, "", null);
    }

    private static Isolation of(long loadedP999Ns, double requestsPerSecond, long failures, String digest) {
        return new Isolation(
                List.of(run(loadedP999Ns, requestsPerSecond, failures, digest)),
                List.of(run(15, 0, 0, "d")),
                List.of(run(10, 0, 0, "d"), run(20, 0, 0, "d")),
                List.of(run(12, 0, 0, "d"), run(30, 0, 0, "d")),
                1_000,
                NO_WAIT);
    }

    @Test
    void holdsOnlyWithTheLoadWithinTheRangeAndWithEqualDigests() {
        assertTrue(of(15, 1_000, 0, "d").holds());
        assertTrue(of(20, 960, 0, "d").holds());
        assertFalse(of(21, 1_000, 0, "d").holds(), "above the range");
        assertFalse(of(9, 1_000, 0, "d").holds(), "below the range");
        assertFalse(of(15, 900, 0, "d").holds(), "the rate was not reached");
        assertFalse(of(15, 0, 0, "d").loadReached(), "nothing was answered");
        assertFalse(of(15, 1_000, 1, "d").holds(), "a request failed");
        assertFalse(of(15, 1_000, 0, "e").holds(), "another digest");
    }

    @Test
    void isHeldAgainstABusyNeighborToo() {
        assertTrue(of(30, 1_000, 0, "d").latencyAsBusy());
        assertFalse(of(31, 1_000, 0, "d").latencyAsBusy());
        assertFalse(of(30, 1_000, 0, "d").holds(), "a busy neighbor is no excuse");
        assertEquals(0.5, of(15, 1_000, 0, "d").loadShare());
    }

    @Test
    void takesTheMiddleOfSortedValues() {
        assertEquals(3, Isolation.median(List.of(1L, 3L, 9L)));
        assertEquals(4, Isolation.median(List.of(1L, 3L, 5L, 9L)));
    }
}
