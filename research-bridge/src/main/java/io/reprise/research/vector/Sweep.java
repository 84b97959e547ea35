package io.reprise.research.vector;

import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleConsumer;

/**
 * Many sets of parameters of one strategy over one table of bars. Each cell is a run of its own, so neither the number of
 * threads nor the other cells change what it comes to. Memory is that of the table and of each cell's days.
 */
public final class Sweep {
    private static final VectorAccount.FillListener NOBODY = (_, _, _, _, _, _) -> {};

    private Sweep() {}

    /** What one set of parameters came to. */
    public record Cell(Parameters parameters, VectorResult result) {}

    /**
     * Runs them.
     *
     * @param sets that the strategy does not refuse
     * @param config as a backtest has it; its strategy and parameters are not looked at
     * @param threads at least 1
     * @param progress told now and then which part is done, from 0 to 1, by any of the threads
     * @return in the order of the sets
     * @throws IllegalArgumentException in one sentence, when columns cannot do exactly what the pipeline does
     */
    public static List<Cell> run(
            BarTable table,
            StrategyProvider provider,
            List<Parameters> sets,
            RunConfig config,
            int threads,
            DoubleConsumer progress)
            throws InterruptedException {
        AtomicLong done = new AtomicLong();
        long all = (long) sets.size() * table.count();
        List<Future<List<Cell>>> parts = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                int from = (int) ((long) sets.size() * i / threads);
                int to = (int) ((long) sets.size() * (i + 1) / threads);
                parts.add(workers.submit(() -> part(table, provider, sets.subList(from, to), config, step -> {
                    progress.accept((double) done.addAndGet(step) / all);
                })));
            }
        }
        List<Cell> cells = new ArrayList<>();
        for (Future<List<Cell>> part : parts) {
            try {
                cells.addAll(part.get());
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof IllegalArgumentException refused) {
                    throw refused;
                }
                throw new IllegalStateException("a part of the sweep failed", failed.getCause());
            }
        }
        return cells;
    }

    private interface Steps {
        void done(long cellBars);
    }

    private static List<Cell> part(
            BarTable table, StrategyProvider provider, List<Parameters> sets, RunConfig config, Steps steps) {
        FeatureBlock block = new FeatureBlock(table);
        List<SignalCell> signals = new ArrayList<>();
        List<VectorAccount> accounts = new ArrayList<>();
        for (Parameters set : sets) {
            signals.add(new SignalCell(provider, set, block));
            accounts.add(new VectorAccount(table, config, NOBODY));
        }
        byte[] states = new byte[FeatureBlock.BARS];
        for (int from = 0; from < table.count() && !sets.isEmpty(); from += FeatureBlock.BARS) {
            int count = block.advance(from);
            for (int i = 0; i < signals.size(); i++) {
                signals.get(i).run(count, states);
                accounts.get(i).take(states, count);
            }
            steps.done((long) count * signals.size());
        }
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            cells.add(new Cell(sets.get(i), accounts.get(i).finish()));
        }
        return cells;
    }
}
