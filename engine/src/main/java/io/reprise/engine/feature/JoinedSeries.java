package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;

/**
 * The bars of several instruments for one strategy, its legs: they are joined at a time when every leg has closed a bar that
 * ends then, whatever the order in which they come; a time at which a leg closes none is passed over. Features across two legs
 * take the joined bars, the other leg's first. Owned by the thread that drives the stages.
 */
@HotPath
public final class JoinedSeries implements Stateful {
    private static final long NEVER = Long.MIN_VALUE;

    private final BarSeries[] legs;
    private final Bar[] bars;
    private final long[] endNs;
    /** Features across two legs; null where one is its series' own. */
    private final Feature[] features = new Feature[BarSeries.FEATURES_MAX];
    /** Of a feature of one leg, whose it is and which. */
    private final BarSeries[] seriesOf = new BarSeries[BarSeries.FEATURES_MAX];

    private final int[] indexIn = new int[BarSeries.FEATURES_MAX];
    /** Of a feature across two legs; -1 for the others, which are their series'. */
    private final int[] crossLeg = new int[BarSeries.FEATURES_MAX];

    private final int[] crossOther = new int[BarSeries.FEATURES_MAX];
    private final FeatureSpec[] specs = new FeatureSpec[BarSeries.FEATURES_MAX];
    private int featureCount;
    private long joinedNs = NEVER;

    /** @param legs two series or more, no one twice */
    public JoinedSeries(BarSeries... legs) {
        this.legs = legs.clone();
        bars = new Bar[legs.length];
        endNs = new long[legs.length];
        for (int leg = 0; leg < legs.length; leg++) {
            bars[leg] = new Bar();
            endNs[leg] = NEVER;
        }
    }

    public int legCount() {
        return legs.length;
    }

    public BarSeries leg(int leg) {
        return legs[leg];
    }

    /** Asks for a feature of one leg; returns its index here. */
    public int require(int leg, FeatureSpec wanted) {
        seriesOf[requireRoom()] = legs[leg];
        indexIn[featureCount] = legs[leg].require(wanted);
        return add(wanted, null, -1, -1);
    }

    /** Asks for a feature across two legs; returns its index here. */
    public int cross(int leg, int other, FeatureSpec wanted) {
        requireRoom();
        return add(wanted, wanted.create(), leg, other);
    }

    private int requireRoom() {
        if (featureCount == features.length) {
            throw new IllegalStateException("a strategy of several legs has at most " + features.length + " features");
        }
        return featureCount;
    }

    private int add(FeatureSpec wanted, Feature feature, int leg, int other) {
        specs[featureCount] = wanted;
        features[featureCount] = feature;
        crossLeg[featureCount] = leg;
        crossOther[featureCount] = other;
        return featureCount++;
    }

    /** A series has closed a bar; true when that was the last of all legs' bars that end then. */
    public boolean onClosed(BarSeries series) {
        long nowNs = series.bar().endNs();
        boolean whole = nowNs > joinedNs;
        for (int leg = 0; leg < legs.length; leg++) {
            if (legs[leg] == series) {
                bars[leg].set(series.bar());
                endNs[leg] = nowNs;
            }
            whole &= endNs[leg] == nowNs;
        }
        if (whole) {
            joinedNs = nowNs;
            for (int i = 0; i < featureCount; i++) {
                if (crossLeg[i] >= 0) {
                    features[i].onOtherBar(bars[crossOther[i]]);
                    features[i].onBar(bars[crossLeg[i]]);
                }
            }
        }
        return whole;
    }

    /** A leg's newest bar. */
    public Bar bar(int leg) {
        return bars[leg];
    }

    public int featureCount() {
        return featureCount;
    }

    public FeatureSpec featureSpec(int index) {
        return specs[index];
    }

    /** The leg whose bars a feature takes, the first of two. */
    public int featureLeg(int index) {
        if (crossLeg[index] >= 0) {
            return crossLeg[index];
        }
        int leg = 0;
        while (legs[leg] != seriesOf[index]) {
            leg++;
        }
        return leg;
    }

    /** {@link Feature#ready} of the feature with this index. */
    public boolean ready(int index) {
        return features[index] == null ? seriesOf[index].ready(indexIn[index]) : features[index].ready();
    }

    /** {@link Feature#value} of the feature with this index, in units of now. */
    public double value(int index) {
        return features[index] == null ? seriesOf[index].value(indexIn[index]) : features[index].value();
    }

    /** {@link Feature#raw} of the feature with this index, in units of now. */
    public long raw(int index) {
        return features[index] == null ? seriesOf[index].raw(indexIn[index]) : features[index].raw();
    }

    /** Bit i is set when the feature with index i is ready. */
    public long readyMask() {
        long mask = 0;
        for (int i = 0; i < featureCount; i++) {
            mask |= ready(i) ? 1L << i : 0;
        }
        return mask;
    }

    /** An instrument was split: features across legs go on in new prices; those of one leg are their series'. */
    public void split(int instrumentId, long numerator, long denominator) {
        for (int i = 0; i < featureCount; i++) {
            if (crossLeg[i] >= 0 && legs[crossLeg[i]].instrumentId() == instrumentId) {
                features[i].rescale(numerator, denominator);
            } else if (crossLeg[i] >= 0 && legs[crossOther[i]].instrumentId() == instrumentId) {
                features[i].rescaleOther(numerator, denominator);
            }
        }
    }

    /** Writes what is not the series' own. */
    @Override
    public void saveState(StateOutput out) {
        out.putLong(joinedNs);
        for (int leg = 0; leg < legs.length; leg++) {
            out.putLong(endNs[leg]);
            bars[leg].saveState(out);
        }
        for (int i = 0; i < featureCount; i++) {
            if (crossLeg[i] >= 0) {
                features[i].saveState(out);
            }
        }
    }

    @Override
    public void loadState(StateInput in) {
        joinedNs = in.getLong();
        for (int leg = 0; leg < legs.length; leg++) {
            endNs[leg] = in.getLong();
            bars[leg].loadState(in);
        }
        for (int i = 0; i < featureCount; i++) {
            if (crossLeg[i] >= 0) {
                features[i].loadState(in);
            }
        }
    }
}
