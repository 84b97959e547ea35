package io.reprise.strategies.rsireversion;

import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyFamily;
import io.reprise.engine.strategy.StrategyNotes;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.List;

/** {@code rsi-reversion}: buys weakness that ends, sells strength that ends. */
public final class RsiReversionProvider implements StrategyProvider {
    @Override
    public String name() {
        return "rsi-reversion";
    }

    @Override
    public String summary() {
        return "long when the RSI rises out of its low zone, out or short when it falls out of its high zone";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.MEAN_REVERSION,
                "Long when Wilder's RSI of `period` bars rises above `lower`; short, or flat without `shorts`, when it falls below "
                        + "`upper` (rule 26 of semantics.md).",
                "J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
                "period + 2",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("period", 14, 1, 100_000, "bars of Wilder's RSI"),
                Parameter.decimal("lower", "30", "0", "100", "upper edge of the low zone"),
                Parameter.decimal("upper", "70", "0", "100", "lower edge of the high zone, above lower"),
                Parameter.flag("shorts", false, "whether to be short, not flat, below upper"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        double lower = Fixed.toDouble(parameters.decimal("lower"));
        double upper = Fixed.toDouble(parameters.decimal("upper"));
        if (lower >= upper) {
            throw new IllegalArgumentException(
                    "rsi-reversion needs lower below upper, not lower=" + lower + " and upper=" + upper);
        }
        return new RsiReversion(parameters.integer("period"), lower, upper, parameters.flag("shorts"));
    }
}
