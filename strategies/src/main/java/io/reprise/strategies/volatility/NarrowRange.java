package io.reprise.strategies.volatility;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.feature.Extreme;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyFamily;
import io.reprise.engine.strategy.StrategyNotes;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.strategies.base.Turn;
import java.util.List;

/** {@code nr7}: a break after the narrowest range of seven. */
public final class NarrowRange implements StrategyProvider {
    @Override
    public String name() {
        return "nr7";
    }

    @Override
    public String summary() {
        return "follows the break of the narrowest bar of several, for a few bars";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.VOLATILITY,
                "A bar is narrow when its range is below that of each of the `bars` - 1 bars before it. After "
                        + "one, and until the next, the first close above its high is bought and the first below its low "
                        + "is sold short, or ends a long without `shorts`; each is held for `hold` bars.",
                "T. Crabel, Day Trading with Short Term Price Patterns and Opening Range Breakout (1990)",
                "bars + 1",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("bars", 7, 2, "bars among which the narrow one is the narrowest"),
                Turn.bars("hold", 5, 1, "bars that a break is held"),
                Turn.shorts("on a break below"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new Rule(parameters.integer("hold"), parameters.flag("shorts"), parameters.integer("bars"));
    }

    private static final class Rule implements Strategy {
        private final int hold;
        private final boolean shorts;

        private final Extreme narrowestBefore;
        private boolean isArmed;
        private long high;
        private long low;
        private int left;

        Rule(int hold, boolean shorts, int bars) {
            this.hold = hold;
            this.shorts = shorts;
            narrowestBefore = Extreme.lowest(bars - 1);
        }

        @Override
        public void onStart(Setup setup) {}

        @Override
        public void onBar(Bar bar, Context context) {
            if (left > 0 && --left == 0) {
                context.goFlat();
            }
            if (isArmed && bar.closePx() > high) {
                enter(context, true);
            } else if (isArmed && bar.closePx() < low) {
                enter(context, false);
            }
            long range = bar.highPx() - bar.lowPx();
            if (narrowestBefore.isFull() && range < narrowestBefore.get()) {
                isArmed = true;
                high = bar.highPx();
                low = bar.lowPx();
            }
            narrowestBefore.add(range);
        }

        private void enter(Context context, boolean up) {
            isArmed = false;
            if (up) {
                context.goLong();
            } else {
                Turn.down(context, shorts);
            }
            left = up || shorts ? hold : 0;
        }

        @Override
        public void saveState(StateOutput out) {
            narrowestBefore.saveState(out);
            out.putBoolean(isArmed);
            out.putLong(high);
            out.putLong(low);
            out.putInt(left);
        }

        @Override
        public void loadState(StateInput in) {
            narrowestBefore.loadState(in);
            isArmed = in.getBoolean();
            high = in.getLong();
            low = in.getLong();
            left = in.getInt();
        }

        @Override
        public void onSplit(int leg, long numerator, long denominator) {
            narrowestBefore.scale(denominator, numerator);
            high = Fixed.mulDivHalfEven(high, denominator, numerator);
            low = Fixed.mulDivHalfEven(low, denominator, numerator);
        }
    }
}
