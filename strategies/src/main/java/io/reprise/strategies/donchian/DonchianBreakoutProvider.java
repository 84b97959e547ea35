package io.reprise.strategies.donchian;

import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyFamily;
import io.reprise.engine.strategy.StrategyNotes;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.List;

/** {@code donchian-breakout}: follows a close beyond the range of the bars before. */
public final class DonchianBreakoutProvider implements StrategyProvider {
    private static final int PERIOD_MAX = 100_000;

    @Override
    public String name() {
        return "donchian-breakout";
    }

    @Override
    public String summary() {
        return "long when the close breaks the range of the bars before, out when it falls back through a shorter one";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.BREAKOUT,
                "Long when the close is above the highest high of the `entry` bars before; ends when it is below the lowest low "
                        + "of the `exit` bars before; short mirrors it with `shorts` (rule 27 of semantics.md).",
                "R. Donchian; the rules of C. Faith, Way of the Turtle (2007)",
                "the lesser of entry and exit, + 1",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("entry", 20, 1, PERIOD_MAX, "bars of the range that a close must break"),
                Parameter.integer("exit", 10, 1, PERIOD_MAX, "bars of the range whose other side ends it"),
                Parameter.flag("shorts", false, "whether to be short on a break below"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new DonchianBreakout(parameters.integer("entry"), parameters.integer("exit"), parameters.flag("shorts"));
    }
}
