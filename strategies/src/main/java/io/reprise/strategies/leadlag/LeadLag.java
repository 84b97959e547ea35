package io.reprise.strategies.leadlag;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Input;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.feature.DoubleRing;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyFamily;
import io.reprise.engine.strategy.StrategyNotes;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.strategies.base.Turn;
import java.util.List;

/**
 * {@code lead-lag}: what the leader did, a little later. Its returns are those between bars that both have, where features of
 * a leg would take all of that leg's bars.
 */
public final class LeadLag implements StrategyProvider {
    @Override
    public String name() {
        return "lead-lag";
    }

    @Override
    public String summary() {
        return "follows a large move of another instrument for a few bars";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                        StrategyFamily.LEAD_LAG,
                        "The first instrument is traded, the second leads. When the leader's log return of a bar is more "
                                + "than `threshold` sample deviations of its last `period` returns, this one included, long for "
                                + "`hold` bars; when it is below that many, short, or flat without `shorts`. A new move begins the "
                                + "count anew.",
                        "A. W. Lo and A. C. MacKinlay, When are contrarian profits due to stock market overreaction?, "
                                + "Review of Financial Studies 3 (1990)",
                        "period + 1",
                        true)
                .and(Input.OTHER_BAR);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("period", 60, 3, "returns of the deviation"),
                Parameter.decimal("threshold", "2", "0.1", "100", "deviations of a move that is followed"),
                Turn.bars("hold", 3, 1, "bars that a move is followed"),
                Turn.shorts("after a fall of the leader"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new Rule(
                Fixed.toDouble(parameters.decimal("threshold")),
                parameters.integer("hold"),
                parameters.flag("shorts"),
                parameters.integer("period"));
    }

    private static final class Rule implements Strategy {
        private final double threshold;
        private final int hold;
        private final boolean shorts;

        private final DoubleRing returns;
        private long leader;
        private int left;

        Rule(double threshold, int hold, boolean shorts, int period) {
            this.threshold = threshold;
            this.hold = hold;
            this.shorts = shorts;
            returns = new DoubleRing(period);
        }

        @Override
        public void onStart(Setup setup) {}

        @Override
        public void onBar(Bar bar, Context context) {
            long close = context.bar(1).closePx();
            if (left > 0 && --left == 0) {
                context.goFlat();
            }
            if (leader > 0) {
                returns.add(StrictMath.log((double) close / leader));
            }
            leader = close;
            if (!returns.isFull()) {
                return;
            }
            double move = returns.newest();
            double far = threshold * returns.deviation();
            if (move > far) {
                context.goLong();
                left = hold;
            } else if (move < -far) {
                Turn.down(context, shorts);
                left = shorts ? hold : 0;
            }
        }

        @Override
        public void saveState(StateOutput out) {
            returns.saveState(out);
            out.putLong(leader);
            out.putInt(left);
        }

        @Override
        public void loadState(StateInput in) {
            returns.loadState(in);
            leader = in.getLong();
            left = in.getInt();
        }

        @Override
        public void onSplit(int leg, long numerator, long denominator) {
            if (leg == 1) {
                leader = Fixed.mulDivHalfEven(leader, denominator, numerator);
            }
        }
    }
}
