package io.reprise.strategies.breakout;

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

/** {@code opening-range}: the day's first range and the way out of it. */
public final class OpeningRange implements StrategyProvider {
    @Override
    public String name() {
        return "opening-range";
    }

    @Override
    public String summary() {
        return "follows the close out of the first bars of the UTC day, until the day ends";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.BREAKOUT,
                "The range is that of the first `bars` bars that begin in a UTC day. Later that day, long when "
                        + "the close is above it, short, or flat without `shorts`, when it is below; flat at the close of "
                        + "the first bar of the next day.",
                "T. Crabel, Day Trading with Short Term Price Patterns and Opening Range Breakout (1990)",
                "bars + 1",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Turn.bars("bars", 6, 1, "bars of the range"), Turn.shorts("below the range"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new Rule(parameters.integer("bars"), parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private static final long DAY_NS = 86_400_000_000_000L;

        private final int bars;
        private final boolean shorts;

        private long day = Long.MIN_VALUE;
        private int seen;
        private long high;
        private long low;

        Rule(int bars, boolean shorts) {
            this.bars = bars;
            this.shorts = shorts;
        }

        @Override
        public void onStart(Setup setup) {}

        @Override
        public void onBar(Bar bar, Context context) {
            long today = Math.floorDiv(bar.startNs(), DAY_NS);
            if (today != day) {
                day = today;
                seen = 0;
                context.goFlat();
            }
            if (seen < bars) {
                high = seen == 0 ? bar.highPx() : Math.max(high, bar.highPx());
                low = seen == 0 ? bar.lowPx() : Math.min(low, bar.lowPx());
                seen++;
            } else if (bar.closePx() > high) {
                context.goLong();
            } else if (bar.closePx() < low) {
                Turn.down(context, shorts);
            }
        }

        @Override
        public void saveState(StateOutput out) {
            out.putLong(day);
            out.putInt(seen);
            out.putLong(high);
            out.putLong(low);
        }

        @Override
        public void loadState(StateInput in) {
            day = in.getLong();
            seen = in.getInt();
            high = in.getLong();
            low = in.getLong();
        }
    }
}
