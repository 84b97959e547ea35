package io.reprise.bench.many;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.bench.run.ProcessFacts;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One hundred strategies on ten instruments in one pipeline, orders, fills and reports among them. */
final class ManyStrategiesTest {
    private static final int INSTRUMENTS = 10;
    private static final int EACH = 10;
    private static final int ROUNDS = 24;
    private static final int MINUTES = 500;

    @Test
    @Tag("slow")
    void oneHundredStrategiesAllocateNothing() {
        StrategyProvider cross =
                StrategyCatalog.load(getClass().getClassLoader()).find("sma-cross");
        ManyStrategies many = new ManyStrategies(INSTRUMENTS, Collections.nCopies(EACH, cross), false);
        long smallest = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long orders = many.orders();
            long before = ProcessFacts.threadAllocatedBytes();
            many.bars(MINUTES);
            smallest = Math.min(smallest, ProcessFacts.threadAllocatedBytes() - before);
            assertTrue(many.orders() > orders + EACH, "orders in every round");
        }
        assertEquals(0, smallest, "bytes in " + MINUTES * INSTRUMENTS + " bars");
    }

    @Test
    void eachIsCalledOnceForEachBarOfItsInstrument() {
        LastCloseProvider provider = new LastCloseProvider();
        ManyStrategies many = new ManyStrategies(INSTRUMENTS, Collections.nCopies(EACH, provider), true);
        many.bars(MINUTES);
        assertEquals((long) MINUTES * INSTRUMENTS * EACH, provider.calls());
    }

    @Test
    void aBarStrategyIsNotCalledOnTicks() {
        LastCloseProvider provider = new LastCloseProvider();
        ManyStrategies many = new ManyStrategies(1, List.of(provider, provider), true);
        many.trades(1_000);
        assertEquals(0, provider.calls());
    }
}
