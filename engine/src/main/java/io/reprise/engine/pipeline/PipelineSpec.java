package io.reprise.engine.pipeline;

import io.reprise.engine.domain.Instrument;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.RiskPolicy;
import io.reprise.engine.strategy.StrategyCatalog;
import java.util.List;

/**
 * Everything that decides what the stages do; two pipelines of one spec fed one sequence end in one state.
 *
 * @param instruments by id, dense from 0
 * @param strategies in order of id
 * @param initialCash of the account at 1e-8
 * @param costs what fills are expected to cost
 * @param limits pre-trade limits
 * @param ordersMax most working orders at a time
 * @param signals the strategies whose signals may be asked for as features
 * @param policy limits of the portfolio
 */
public record PipelineSpec(
        List<Instrument> instruments,
        List<StrategySpec> strategies,
        long initialCash,
        Costs costs,
        RiskLimits limits,
        int ordersMax,
        StrategyCatalog signals,
        RiskPolicy policy) {
    public static final int ORDERS_MAX_DEFAULT = 4096;

    /** With no limits but those of an order. */
    public PipelineSpec(
            List<Instrument> instruments,
            List<StrategySpec> strategies,
            long initialCash,
            Costs costs,
            RiskLimits limits,
            int ordersMax,
            StrategyCatalog signals) {
        this(instruments, strategies, initialCash, costs, limits, ordersMax, signals, RiskPolicy.RESEARCH_ONLY);
    }

    /** A pipeline in which no strategy asks for another's signal. */
    public PipelineSpec(
            List<Instrument> instruments,
            List<StrategySpec> strategies,
            long initialCash,
            Costs costs,
            RiskLimits limits,
            int ordersMax,
            RiskPolicy policy) {
        this(instruments, strategies, initialCash, costs, limits, ordersMax, StrategyCatalog.of(List.of()), policy);
    }

    /** A pipeline of which both is so. */
    public PipelineSpec(
            List<Instrument> instruments,
            List<StrategySpec> strategies,
            long initialCash,
            Costs costs,
            RiskLimits limits,
            int ordersMax) {
        this(instruments, strategies, initialCash, costs, limits, ordersMax, StrategyCatalog.of(List.of()));
    }

    public PipelineSpec {
        instruments = List.copyOf(instruments);
        strategies = List.copyOf(strategies);
        for (int i = 0; i < instruments.size(); i++) {
            if (instruments.get(i).id() != i) {
                throw new IllegalArgumentException("instrument ids must be dense from 0");
            }
        }
        if (initialCash <= 0) {
            throw new IllegalArgumentException("the account must start with cash above 0");
        }
    }
}
