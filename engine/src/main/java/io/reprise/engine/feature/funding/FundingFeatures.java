package io.reprise.engine.feature.funding;

import static io.reprise.engine.feature.FeatureDefinition.named;
import static io.reprise.engine.feature.FeatureFamily.FUNDING;

import io.reprise.engine.domain.Input;
import io.reprise.engine.feature.FeatureDefinition;
import java.util.List;

/** The features of this family; how each is computed is in its class. */
public final class FundingFeatures {
    /** One interval of eight hours, and one more. */
    private static final int TOLERANCE_SECONDS = 9 * 3_600;

    private FundingFeatures() {}

    public static List<FeatureDefinition> all() {
        return List.of(
                of(named("funding-rate", FUNDING, "last rate of one interval, above 0 longs pay"))
                        .makes(p -> new FundingState(1, p.integer("tolerance"))),
                of(named("funding-cumulated", FUNDING, "sum of the last n rates")
                                .integer("count", 21, 1, "rates in the sum"))
                        .makes(p -> new FundingState(p.integer("count"), p.integer("tolerance"))));
    }

    private static FeatureDefinition.Builder of(FeatureDefinition.Builder builder) {
        return builder.source("the venue; exact sum")
                .reads(Input.BAR, Input.FUNDING)
                .integer("tolerance", TOLERANCE_SECONDS, 1, "seconds that the last rate may be old")
                .staleness("last rate older than tolerance");
    }
}
