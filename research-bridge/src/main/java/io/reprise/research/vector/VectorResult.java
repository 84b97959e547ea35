package io.reprise.research.vector;

import io.reprise.engine.backtest.RunResult;
import java.util.List;

/**
 * What a backtest over columns came to, by the rules and in the units of {@link RunResult}; money and quantities at 1e-8.
 *
 * @param sharpe null where it has none
 * @param days equity at the end of each UTC day with bars; the benchmark's is 0
 */
public record VectorResult(
        long bars,
        long orders,
        long fills,
        long rejects,
        long initialEquity,
        long finalEquity,
        long cash,
        long minCash,
        long position,
        long fees,
        double totalReturn,
        Double sharpe,
        double maxDrawdown,
        List<RunResult.Day> days) {}
