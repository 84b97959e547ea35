package io.reprise.bench.many;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.List;

/** The smallest strategy that still decides: long far above an anchor price, flat far under it. It asks for no feature. */
public final class LastCloseProvider implements StrategyProvider {
    private long calls;

    /** How often its strategies were called. */
    public long calls() {
        return calls;
    }

    @Override
    public String name() {
        return "last-close";
    }

    @Override
    public String summary() {
        return "long above an anchor price";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new LastClose();
    }

    private final class LastClose implements Strategy {
        private long anchorPx;

        @Override
        public void onStart(Setup setup) {
            // it looks at bars alone
        }

        @Override
        public void onBar(Bar bar, Context context) {
            calls++;
            long closePx = bar.closePx();
            if (anchorPx == 0) {
                anchorPx = closePx;
            }
            if (closePx > anchorPx + (anchorPx >> 4)) {
                anchorPx = closePx;
                context.goLong();
            } else if (closePx < anchorPx - (anchorPx >> 4)) {
                anchorPx = closePx;
                context.goFlat();
            }
        }

        @Override
        public void saveState(StateOutput out) {
            out.putLong(anchorPx);
        }

        @Override
        public void loadState(StateInput in) {
            anchorPx = in.getLong();
        }
    }
}
