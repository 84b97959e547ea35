package io.reprise.research.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.time.Times;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdempotencyTest {
    private static final Principal A = new Principal("00000000000a", "a", Set.of(Scope.PAPER), Budget.DEFAULT);
    private static final Principal B = new Principal("00000000000b", "b", Set.of(Scope.PAPER), Budget.DEFAULT);

    @TempDir
    private Path folder;

    private final AtomicLong nowNs = new AtomicLong(1_700_000_000L * Times.SECOND_NS);
    private final AtomicInteger acts = new AtomicInteger();

    private Idempotency.Answer once(Principal caller, String key, Object request) throws Exception {
        return Idempotency.open(folder, nowNs::get)
                .once(caller, key, request, () -> Map.of("act", acts.incrementAndGet()));
    }

    @Test
    void actsOnceForAKeyAlsoAfterARestart() throws Exception {
        assertFalse(once(A, "k1", "halt").replayed());
        Idempotency.Answer again = once(A, "k1", "halt");
        assertTrue(again.replayed());
        assertEquals(Map.of("act", 1), again.body());
        assertEquals(1, acts.get());
        assertFalse(once(B, "k1", "halt").replayed(), "a key is its caller's own");
        nowNs.addAndGet(Times.DAY_NS);
        assertFalse(once(A, "k1", "halt").replayed(), "for a day");
    }

    @Test
    void refusesAKeyForAnotherRequest() throws Exception {
        once(A, "k1", "halt");
        assertThrows(Idempotency.Conflict.class, () -> once(A, "k1", "resume"));
        assertThrows(IllegalArgumentException.class, () -> once(A, null, "halt"));
        assertThrows(IllegalArgumentException.class, () -> once(A, "a b", "halt"));
        assertEquals(1, acts.get());
    }

    @Test
    void keepsNothingOfAnActThatFailed() throws Exception {
        Idempotency keys = Idempotency.open(folder, nowNs::get);
        assertThrows(
                IllegalStateException.class,
                () -> keys.once(A, "k1", "halt", () -> {
                    throw new IllegalStateException("no engine runs");
                }));
        assertFalse(once(A, "k1", "halt").replayed());
    }
}
