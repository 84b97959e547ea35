package io.reprise.engine.pipeline;

import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.feature.FeatureSpec;
import io.reprise.engine.feature.JoinedSeries;
import io.reprise.engine.strategy.Setup;
import java.util.ArrayList;
import java.util.List;

/** Notes what a strategy asks for before the first event. */
final class StrategySetup implements Setup {
    private final BarSeries[] legs;
    private final JoinedSeries joined;
    private final List<Integer> handles = new ArrayList<>();

    /**
     * @param legs the bars of each leg
     * @param joined those of all together, null where there is one
     */
    StrategySetup(BarSeries[] legs, JoinedSeries joined) {
        this.legs = legs;
        this.joined = joined;
    }

    /** Index of each feature, in the series or in the joined bars, by its handle. */
    int[] features() {
        return handles.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public int legCount() {
        return legs.length;
    }

    @Override
    public int feature(FeatureSpec spec) {
        return handle(joined == null ? legs[0].require(spec) : joined.require(0, spec));
    }

    @Override
    public int feature(int leg, FeatureSpec spec) {
        if (joined == null || leg < 0 || leg >= legs.length) {
            return Setup.super.feature(leg, spec);
        }
        return handle(joined.require(leg, spec));
    }

    @Override
    public int cross(int leg, int otherLeg, FeatureSpec spec) {
        int last = legs.length - 1;
        if (joined == null || Math.min(leg, otherLeg) < 0 || Math.max(leg, otherLeg) > last || leg == otherLeg) {
            return Setup.super.cross(leg, otherLeg, spec);
        }
        return handle(joined.cross(leg, otherLeg, spec));
    }

    private int handle(int index) {
        handles.add(index);
        return handles.size() - 1;
    }
}
