package io.reprise.engine.feature.cross;

import static io.reprise.engine.feature.FeatureDefinition.named;
import static io.reprise.engine.feature.FeatureFamily.CROSS;

import io.reprise.engine.domain.Input;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.feature.FeatureDefinition;
import java.util.List;

/** The features of this family; how each is computed is in its class. */
public final class CrossFeatures {
    private CrossFeatures() {}

    public static List<FeatureDefinition> all() {
        return List.of(
                ofPair("correlation", "correlation of log returns of n pairs of closes")
                        .source("Pearson; exact sums")
                        .warmUp("period + 1", p -> period(p) + 1)
                        .makes(p -> new Comovement(false, period(p), tolerance(p))),
                ofPair("beta", "covariance with the other's log returns / their variance, of n pairs of closes")
                        .source("W. Sharpe, Capital Asset Prices, 1964; exact sums")
                        .warmUp("period + 1", p -> period(p) + 1)
                        .makes(p -> new Comovement(true, period(p), tolerance(p))),
                ofPair("spread-zscore", "(s - mean) / sample deviation of n, s = ln(close / other close)")
                        .source("E. Gatev, W. Goetzmann, K. Rouwenhorst, Pairs Trading, 2006, on logs")
                        .warmUpPeriod()
                        .makes(p -> new SpreadZScore(period(p), tolerance(p))));
    }

    private static FeatureDefinition.Builder ofPair(String name, String formula) {
        return named(name, CROSS, formula)
                .reads(Input.BAR, Input.OTHER_BAR)
                .period(20, 2)
                .integer("tolerance", 0, 0, "seconds that the other's bar may be older")
                .staleness("the other's last bar ended earlier than tolerance allows");
    }

    private static int period(Parameters parameters) {
        return parameters.integer("period");
    }

    private static int tolerance(Parameters parameters) {
        return parameters.integer("tolerance");
    }
}
