package io.reprise.research.proof;

import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * A strategy that does whatever a seed says: switches states in all its legs, leaves limit and stop orders resting, and
 * notes the times at which it was called.
 */
public final class SwitcherProvider implements StrategyProvider {
    /** Times at which strategies of several legs were called, with the ends of all their bars. */
    final List<long[]> joined = new ArrayList<>();

    @Override
    public String name() {
        return "switcher";
    }

    @Override
    public String summary() {
        return "does what a seed says";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("seed", 1, 0, 1_000_000, "of what it does"),
                Parameter.flag("rests", false, "leaves orders resting"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new Switcher(parameters.integer("seed"), parameters.flag("rests"));
    }

    private final class Switcher implements Strategy {
        private final boolean rests;
        private long random;

        Switcher(long seed, boolean rests) {
            this.rests = rests;
            random = seed;
        }

        @Override
        public void onStart(Setup setup) {
            // bars alone
        }

        private int below(int bound) {
            random = random * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
            return (int) ((random >>> 33) % bound);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (context.legCount() > 1) {
                long[] ends = new long[context.legCount()];
                for (int leg = 0; leg < ends.length; leg++) {
                    ends[leg] = context.bar(leg).endNs();
                }
                joined.add(ends);
            }
            for (int leg = 0; leg < context.legCount(); leg++) {
                if (below(3) == 0) {
                    context.go(leg, below(3) - 1);
                }
            }
            if (rests && below(3) == 0) {
                Side side = below(2) == 0 ? Side.BUY : Side.SELL;
                long away = bar.closePx() / 50;
                long qty = (1 + below(30)) * Fixed.ONE;
                if (below(2) == 0) {
                    context.limit(side, qty, bar.closePx() + (side == Side.BUY ? -away : away), TimeInForce.GTC);
                } else {
                    context.stop(side, qty, bar.closePx() + (side == Side.BUY ? away : -away), TimeInForce.GTC);
                }
            }
        }

        @Override
        public void saveState(StateOutput out) {
            out.putLong(random);
        }

        @Override
        public void loadState(StateInput in) {
            random = in.getLong();
        }
    }
}
