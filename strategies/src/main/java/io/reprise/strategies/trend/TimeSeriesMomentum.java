package io.reprise.strategies.trend;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyFamily;
import io.reprise.engine.strategy.StrategyNotes;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.strategies.base.Turn;
import java.util.List;

/** {@code tsmom}: the sign of its own past return. */
public final class TimeSeriesMomentum implements StrategyProvider {
    @Override
    public String name() {
        return "tsmom";
    }

    @Override
    public String summary() {
        return "long after a rise over the lookback, out or short after a fall, looked at now and then";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.TREND,
                "Every `hold` bars, from the first on that has a close `lookback` bars before it: long when the "
                        + "close is above that one, short, or flat without `shorts`, when it is below.",
                "T. J. Moskowitz, Y. H. Ooi and L. H. Pedersen, Time series momentum, Journal of Financial "
                        + "Economics 104 (2012)",
                "lookback + 1",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("lookback", 252, 1, "bars back to the close that this one is held against"),
                Turn.bars("hold", 21, 1, "bars from one look to the next"),
                Turn.shorts("after a fall"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new Rule(parameters.integer("lookback"), parameters.integer("hold"), parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private final int lookback;
        private final int hold;
        private final boolean shorts;
        private int momentum;

        private int wait;

        Rule(int lookback, int hold, boolean shorts) {
            this.lookback = lookback;
            this.hold = hold;
            this.shorts = shorts;
        }

        @Override
        public void onStart(Setup setup) {
            momentum = setup.feature("momentum", lookback);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(momentum)) {
                return;
            }
            if (wait == 0) {
                if (context.value(momentum) > 0) {
                    context.goLong();
                } else if (context.value(momentum) < 0) {
                    Turn.down(context, shorts);
                }
                wait = hold;
            }
            wait--;
        }

        @Override
        public void saveState(StateOutput out) {
            out.putInt(wait);
        }

        @Override
        public void loadState(StateInput in) {
            wait = in.getInt();
        }
    }
}
