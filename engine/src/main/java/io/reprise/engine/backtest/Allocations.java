package io.reprise.engine.backtest;

import io.reprise.engine.domain.Instrument;
import io.reprise.engine.pipeline.StrategySpec;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.portfolio.Holdings;
import java.util.ArrayList;
import java.util.List;

/** What each strategy of a portfolio did, when the run is over; cold. */
final class Allocations {
    /** Name of operators' own orders beside those of strategies. */
    static final String MANUAL = "manual";

    private Allocations() {}

    /** By strategy; operators by hand come last, where they did something. */
    static List<RunResult.AllocationResult> of(
            List<StrategySpec> strategies, List<Instrument> instruments, Attribution attribution, Account account) {
        long[] pnl = attribution.pnl(account);
        List<RunResult.AllocationResult> results = new ArrayList<>();
        for (int id = 0; id < strategies.size(); id++) {
            results.add(of(id, strategies.get(id), instruments, attribution, pnl));
        }
        if (attribution.fills(Holdings.MANUAL) > 0) {
            results.add(of(Holdings.MANUAL, null, instruments, attribution, pnl));
        }
        return results;
    }

    /** @param spec null for operators' own orders, which have no strategy and every instrument */
    private static RunResult.AllocationResult of(
            int id, StrategySpec spec, List<Instrument> instruments, Attribution attribution, long[] pnl) {
        List<Integer> legs =
                spec == null ? instruments.stream().map(Instrument::id).toList() : spec.instrumentIds();
        return new RunResult.AllocationResult(
                spec == null ? MANUAL : spec.name(),
                spec == null ? null : spec.provider().name(),
                legs.stream().map(leg -> instruments.get(leg).name()).toList(),
                spec == null ? 0 : spec.share(),
                spec != null && spec.signalOnly(),
                pnl[id + 1],
                attribution.fees(id),
                attribution.carry(id),
                attribution.fills(id),
                legs.stream()
                        .map(leg -> attribution.holdings().position(id, leg))
                        .toList());
    }
}
