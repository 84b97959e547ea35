package io.reprise.engine.feature.stationarity;

import static io.reprise.engine.feature.FeatureDefinition.named;
import static io.reprise.engine.feature.FeatureFamily.STATIONARITY;

import io.reprise.engine.domain.Parameter;
import io.reprise.engine.feature.FeatureDefinition;
import io.reprise.engine.feature.FeatureUnit;
import java.util.List;

/** The features of this family; how each is computed is in its class. */
public final class StationarityFeatures {
    private static final int WIDTH_MAX = 10_000;

    private StationarityFeatures() {}

    public static List<FeatureDefinition> all() {
        return List.of(
                named("log-return", STATIONARITY, "ln(close / close n bars before)")
                        .source("StrictMath")
                        .period(1, 1)
                        .warmUp("period + 1", p -> p.integer("period") + 1)
                        .makes(p -> new LogReturn(p.integer("period"))),
                named(
                                "fractional-difference",
                                STATIONARITY,
                                "sum of w_k close_(t-k), w_k = -w_(k-1) (d - k + 1) / k, k < width")
                        .source("M. Lopez de Prado, Advances in Financial Machine Learning, 2018, section 5.5")
                        .with(Parameter.decimal("order", "0.4", "0", "2", "d, how much is differentiated"))
                        .with(Parameter.integer("width", 100, 1, WIDTH_MAX, "bars in the window"))
                        .warmUp("width", p -> p.integer("width"))
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new FractionalDifference(p.decimal("order") / 1e8, p.integer("width"))),
                named("autocorrelation", STATIONARITY, "correlation of n log returns with the ones before")
                        .source("Pearson; exact sums")
                        .period(20, 2)
                        .warmUp("period + 2", p -> p.integer("period") + 2)
                        .makes(p -> new Autocorrelation(p.integer("period"))));
    }
}
