package io.reprise.strategies.smacross;

import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyFamily;
import io.reprise.engine.strategy.StrategyNotes;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.List;

/** {@code sma-cross}: two moving averages of the close. */
public final class SmaCrossProvider implements StrategyProvider {
    private static final int PERIOD_MAX = 100_000;

    @Override
    public String name() {
        return "sma-cross";
    }

    @Override
    public String summary() {
        return "long while a fast moving average is above a slow one";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.TREND,
                "Long when the mean of the last `fast` closes rises above that of the last `slow`; ends when it is below; short "
                        + "mirrors it with `shorts`. The sums are compared exactly (rule 25 of semantics.md).",
                "W. Brock, J. Lakonishok and B. LeBaron, Simple technical trading rules, Journal of Finance 47 (1992)",
                "slow + 1",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("fast", 10, 1, PERIOD_MAX, "bars of the fast average"),
                Parameter.integer("slow", 30, 2, PERIOD_MAX, "bars of the slow average, more than fast"),
                Parameter.flag("shorts", false, "whether to be short when fast falls below slow"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        int fast = parameters.integer("fast");
        int slow = parameters.integer("slow");
        if (fast >= slow) {
            throw new IllegalArgumentException(
                    "sma-cross needs fast below slow, not fast=" + fast + " and slow=" + slow);
        }
        return new SmaCross(fast, slow, parameters.flag("shorts"));
    }
}
