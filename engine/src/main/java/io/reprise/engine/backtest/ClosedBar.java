package io.reprise.engine.backtest;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.feature.FeatureSpec;
import io.reprise.engine.feature.JoinedSeries;
import java.util.List;

/**
 * A bar that the engine has closed, with the features that stand on it; of several legs the first one's bar. Reused for the
 * next one. Owned by the thread that drives the stages.
 */
public final class ClosedBar {
    private final List<Instrument> instruments;
    private long tsInitNs;
    private BarSeries series;
    /** Null for a bar of one instrument. */
    private JoinedSeries joined;

    ClosedBar(List<Instrument> instruments) {
        this.instruments = instruments;
    }

    ClosedBar of(long newTsInitNs, BarSeries newSeries) {
        tsInitNs = newTsInitNs;
        series = newSeries;
        joined = null;
        return this;
    }

    ClosedBar of(long newTsInitNs, JoinedSeries newJoined) {
        tsInitNs = newTsInitNs;
        series = newJoined.leg(0);
        joined = newJoined;
        return this;
    }

    /** When it was known, epoch ns. */
    public long tsInitNs() {
        return tsInitNs;
    }

    /** Whose bars these are: a name, of several legs their names with {@code ~} between. */
    public String asset() {
        String first = instruments.get(series.instrumentId()).name();
        if (joined == null) {
            return first;
        }
        StringBuilder all = new StringBuilder(first);
        for (int leg = 1; leg < joined.legCount(); leg++) {
            all.append('~')
                    .append(instruments.get(joined.leg(leg).instrumentId()).name());
        }
        return all.toString();
    }

    /** Whether it stands for the bars of several legs. */
    public boolean isJoined() {
        return joined != null;
    }

    public BarSpec spec() {
        return series.spec();
    }

    public Bar bar() {
        return joined == null ? series.bar() : joined.bar(0);
    }

    public int featureCount() {
        return joined == null ? series.featureCount() : joined.featureCount();
    }

    public FeatureSpec featureSpec(int index) {
        return joined == null ? series.featureSpec(index) : joined.featureSpec(index);
    }

    /** The leg whose bars a feature takes. */
    public int featureLeg(int index) {
        return joined == null ? 0 : joined.featureLeg(index);
    }

    public boolean ready(int index) {
        return joined == null ? series.ready(index) : joined.ready(index);
    }

    /** NaN where the feature is not {@link #ready}. */
    public double value(int index) {
        return joined == null ? series.value(index) : joined.value(index);
    }
}
