package io.reprise.strategies.combination;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyFamily;
import io.reprise.engine.strategy.StrategyNotes;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.strategies.base.Turn;
import java.util.ArrayList;
import java.util.List;

/** {@code voting}: what most of several strategies say, by weight. */
public final class Voting implements StrategyProvider {
    private static final int WEIGHT_MAX = 1000;
    /** Who may vote: a parameter each, by the strategy's name. */
    private static final List<String> VOTERS = List.of(
            "sma-cross",
            "donchian-breakout",
            "tsmom",
            "ema-cross",
            "macd",
            "adx-trend",
            "supertrend",
            "ichimoku",
            "kama",
            "keltner-breakout",
            "volatility-squeeze",
            "year-high",
            "nr7",
            "managed-volatility",
            "composite",
            "rsi-reversion",
            "bollinger-reversion",
            "zscore-reversion",
            "rsi2",
            "stochastic");
    /** Those that vote unless set otherwise. */
    private static final int VOTERS_DEFAULT = 3;

    @Override
    public String name() {
        return "voting";
    }

    @Override
    public String summary() {
        return "follows the majority, by weight, or a quorum of other strategies' signals";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.COMBINATION,
                "Each strategy named by a parameter votes with that weight, by its signal with its own default parameters; "
                        + "weight 0 does not vote. Long while the weights of those that are long are more than half of all "
                        + "(`quorum` 0), or at least `quorum`; short likewise with `shorts`, of those that are short; flat "
                        + "while neither, or both with equal weight. The defaults are a majority of three.",
                "L. Lam and C. Y. Suen, Application of majority voting to pattern recognition, IEEE Transactions on "
                        + "Systems, Man and Cybernetics A 27 (1997)",
                "the first of a voter",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.integer(
                "quorum", 0, 0, WEIGHT_MAX * VOTERS.size(), "weight that decides; 0: more than half of all"));
        for (String voter : VOTERS) {
            parameters.add(Parameter.integer(
                    voter, parameters.size() <= VOTERS_DEFAULT ? 1 : 0, 0, WEIGHT_MAX, "weight of its vote"));
        }
        parameters.add(Turn.shorts("when those that are short decide"));
        return List.copyOf(parameters);
    }

    @Override
    public Strategy create(Parameters parameters) {
        List<String> voters =
                VOTERS.stream().filter(voter -> parameters.integer(voter) > 0).toList();
        int[] weights = voters.stream().mapToInt(parameters::integer).toArray();
        int quorum = parameters.integer("quorum");
        int all = 0;
        for (int weight : weights) {
            all += weight;
        }
        if (voters.isEmpty() || quorum > all) {
            throw new IllegalArgumentException("voting needs votes: the weights add up to " + all
                    + (quorum > 0 ? " and the quorum is " + quorum : ""));
        }
        return new Rule(voters, weights, quorum == 0 ? all / 2 + 1 : quorum, parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private final List<String> voters;
        private final int[] weights;
        private final int decisive;
        private final boolean shorts;
        private final int[] signals;

        Rule(List<String> voters, int[] weights, int decisive, boolean shorts) {
            this.voters = voters;
            this.weights = weights;
            this.decisive = decisive;
            this.shorts = shorts;
            signals = new int[weights.length];
        }

        @Override
        public void onStart(Setup setup) {
            for (int i = 0; i < signals.length; i++) {
                signals[i] = setup.feature("signal." + voters.get(i));
            }
        }

        @Override
        public void onBar(Bar bar, Context context) {
            int up = 0;
            int down = 0;
            for (int i = 0; i < signals.length; i++) {
                double signal = context.value(signals[i]);
                up += signal > 0 ? weights[i] : 0;
                down += signal < 0 ? weights[i] : 0;
            }
            if (up >= decisive && up > down) {
                context.goLong();
            } else if (down >= decisive && down > up && shorts) {
                context.goShort();
            } else {
                context.goFlat();
            }
        }
    }
}
