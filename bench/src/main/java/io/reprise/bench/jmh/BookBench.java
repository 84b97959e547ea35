package io.reprise.bench.jmh;

import io.reprise.codecs.Side;
import io.reprise.engine.book.LevelBook;
import io.reprise.engine.book.OrderBook;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One change of a book of a thousand prices a side, most of them near the best; and one order in and one out of a book of
 * ten thousand orders.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BookBench {
    private static final int CHANGES = 4_096;
    private static final int DEPTH = 1_000;
    private static final int ORDERS = 10_000;
    private static final long MIDDLE = 1_000_000;

    private final long[] pxs = new long[CHANGES];
    private final long[] qtys = new long[CHANGES];
    private final LevelBook levels = new LevelBook(0);
    private final OrderBook orders = new OrderBook(0);
    private long keyNext;

    @Setup(Level.Trial)
    public void setUp() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < CHANGES; i++) {
            double share = random.nextDouble();
            pxs[i] = 1 + (long) (share * share * share * DEPTH);
            qtys[i] = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(1_000);
        }
        for (int i = 1; i <= DEPTH; i++) {
            levels.set(Side.BUY, MIDDLE - i, i);
            levels.set(Side.SELL, MIDDLE + i, i);
        }
        while (keyNext < ORDERS) {
            addOrder();
        }
    }

    private static Side side(long number) {
        return (number & 1) == 0 ? Side.BUY : Side.SELL;
    }

    private void addOrder() {
        int i = (int) (keyNext % CHANGES);
        Side side = side(keyNext);
        orders.add(keyNext++, side, side == Side.BUY ? MIDDLE - pxs[i] : MIDDLE + pxs[i], qtys[i] + 1);
    }

    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public long level() {
        for (int i = 0; i < CHANGES; i++) {
            Side side = side(i);
            levels.set(side, side == Side.BUY ? MIDDLE - pxs[i] : MIDDLE + pxs[i], qtys[i]);
        }
        return levels.bestPx(Side.BUY) + levels.bestPx(Side.SELL);
    }

    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public long order() {
        for (int i = 0; i < CHANGES; i++) {
            orders.remove(orders.slot(keyNext - ORDERS));
            addOrder();
        }
        return orders.bestPx(Side.BUY) + orders.bestPx(Side.SELL);
    }

    /** However long it ran, the books hold what they must. */
    @TearDown(Level.Trial)
    public void tearDown() {
        if (orders.size() != ORDERS || orders.isCrossed() || levels.isCrossed() || levels.levels(Side.BUY) > DEPTH) {
            throw new IllegalStateException("the books are not what they should be");
        }
    }
}
