package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Input;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.fixed.Fixed;
import java.util.function.Supplier;

/**
 * The bars of one instrument and one kind, and the features that strategies share on them. Bars are built from trades
 * ({@link #onTrade}, {@link #onBoundary}) or taken finished from a file ({@link #onBar}), never both. When a bar is
 * closed, all features take it in the order of their index, before the call returns. Owned by the thread that drives
 * the stages.
 */
@HotPath
public final class BarSeries implements Stateful {
    /** A series has at most this many features, one bit each of {@link #readyMask}. */
    public static final int FEATURES_MAX = 64;

    private final int instrumentId;
    private final BarSpec spec;
    private final boolean isTime;
    private final long size;
    private final BarBuilder builder;
    private final FeatureSpec[] specs = new FeatureSpec[FEATURES_MAX];
    private final Feature[] features = new Feature[FEATURES_MAX];
    /** What a feature's value is multiplied by to be in current units; 1 before the first split. */
    @Derived
    private final double[] factors = new double[FEATURES_MAX];

    private final SplitBasis basis = new SplitBasis();
    private int featureCount;
    private long barCount;
    private boolean readsTrades;
    private boolean readsQuotes;

    public BarSeries(int instrumentId, BarSpec spec) {
        this.instrumentId = instrumentId;
        this.spec = spec;
        isTime = spec.isTime();
        size = spec.size();
        builder = new BarBuilder(instrumentId, spec);
    }

    /**
     * Asks for a feature, before the first bar.
     *
     * @return its index, from 0; the same for an equal spec
     * @throws IllegalStateException after the first bar, or for more than {@value #FEATURES_MAX} different features
     */
    public int require(FeatureSpec wanted) {
        return require(wanted, wanted::create);
    }

    /** As {@link #require(FeatureSpec)}, made there unless the series has it. */
    public int require(FeatureSpec wanted, Supplier<Feature> factory) {
        for (int i = 0; i < featureCount; i++) {
            if (specs[i].equals(wanted)) {
                return i;
            }
        }
        if (barCount > 0) {
            throw new IllegalStateException("feature " + wanted.text() + " was asked for after bar " + barCount
                    + "; features must be asked for before the first");
        }
        Feature made = factory.get(); // which may ask for others, to be updated before it
        if (featureCount == FEATURES_MAX) {
            throw new IllegalStateException("a bar series of instrument " + instrumentId + " already has "
                    + FEATURES_MAX + " features, the most it can have");
        }
        specs[featureCount] = wanted;
        features[featureCount] = made;
        factors[featureCount] = 1;
        readsTrades |= wanted.definition().inputs().contains(Input.TRADE);
        readsQuotes |= wanted.definition().inputs().contains(Input.QUOTE);
        return featureCount++;
    }

    /** Whether a feature wants single trades, so that none may be left out or taken together. */
    public boolean readsTrades() {
        return readsTrades;
    }

    /** Whether a feature wants quotes. */
    public boolean readsQuotes() {
        return readsQuotes;
    }

    /** Gives a trade to the features that read trades, before {@link #onTrade} adds it to the bar. */
    public void readTrade(long tsEventNs, long px, long qty, int aggressor) {
        for (int i = 0; i < featureCount; i++) {
            features[i].onTrade(tsEventNs, basis.price(px), basis.quantity(qty), aggressor);
        }
    }

    /** Gives best bid and ask to the features that read quotes. */
    public void readQuote(long tsEventNs, long bidPx, long bidQty, long askPx, long askQty) {
        for (int i = 0; i < featureCount; i++) {
            features[i].onQuote(
                    tsEventNs, basis.price(bidPx), basis.quantity(bidQty), basis.price(askPx), basis.quantity(askQty));
        }
    }

    /** Gives a funding rate to the features. */
    public void readFunding(long tsEventNs, long rateE12) {
        for (int i = 0; i < featureCount; i++) {
            features[i].onFunding(tsEventNs, rateE12);
        }
    }

    /** Gives a bar of another instrument to one feature across two. */
    public void readOtherBar(int index, Bar bar) {
        features[index].onOtherBar(bar);
    }

    /**
     * Takes a split of the instrument at this instant: {@code denominator} units become {@code numerator}. The open bar
     * is rescaled, and the features' values are in the new units from here on.
     */
    public void split(long numerator, long denominator) {
        builder.split(numerator, denominator);
        long stateFactor = basis.split(numerator, denominator);
        for (int i = 0; i < featureCount; i++) {
            if (features[i].countsInUnitsOfNow()) {
                features[i].rescale(numerator, denominator);
            } else if (stateFactor != 1) {
                features[i].rescale(1, stateFactor);
            }
            factors[i] = specs[i].definition().unit().factor(1.0 / basis.multiple());
        }
    }

    /** Takes a split of the other instrument of one feature across two. */
    public void splitOther(int index, long numerator, long denominator) {
        features[index].rescaleOther(numerator, denominator);
    }

    /**
     * Adds a trade; it may close a tick, volume or dollar bar.
     *
     * @return whether it closed a bar, which the features have then taken
     */
    public boolean onTrade(long tsEventNs, long tsInitNs, long px, long qty) {
        return builder.onTrade(isTime ? tsInitNs : tsEventNs, px, qty) && closed();
    }

    /** Adds trades to the open time bar, see {@link BarBuilder#onTrades}. */
    public void onTrades(
            long firstTsInitNs, long lastTsInitNs, long lowPx, long highPx, long lastPx, long volume, int count) {
        builder.onTrades(firstTsInitNs, lastTsInitNs, lowPx, highPx, lastPx, volume, count);
    }

    /**
     * Closes the time bar that ends at this instant of the engine's clock.
     *
     * @return whether there was one, which the features have then taken
     */
    public boolean onBoundary(long tsNs) {
        return builder.onBoundary(tsNs) && closed();
    }

    /** Whether finished bars of this period are its own. */
    public boolean takesBars(long barPeriodNs) {
        return isTime && size == barPeriodNs;
    }

    /** Takes a finished bar of this instrument, which is copied. */
    public void onBar(Bar finished) {
        onBar(
                finished.instrumentId(),
                finished.startNs(),
                finished.endNs(),
                finished.openPx(),
                finished.highPx(),
                finished.lowPx(),
                finished.closePx(),
                finished.volume(),
                finished.tradeCount());
    }

    /** Takes a finished bar of this instrument, field by field. */
    public void onBar(
            int barInstrumentId,
            long startNs,
            long endNs,
            long openPx,
            long highPx,
            long lowPx,
            long closePx,
            long volume,
            long tradeCount) {
        if (barInstrumentId != instrumentId || builder.isOpen()) {
            throw notMine(barInstrumentId);
        }
        builder.bar().set(instrumentId, startNs, endNs, openPx, highPx, lowPx, closePx, volume, tradeCount);
        closed();
    }

    private boolean closed() {
        Bar bar = basis.bar(builder.bar());
        barCount++;
        for (int i = 0; i < featureCount; i++) {
            features[i].onBar(bar);
        }
        return true;
    }

    public int instrumentId() {
        return instrumentId;
    }

    public BarSpec spec() {
        return spec;
    }

    /** Whether a trade has been added since the last bar was closed. */
    public boolean isOpen() {
        return builder.isOpen();
    }

    /** When the open time bar must be closed; {@link BarBuilder#NULL_END_NS} when no boundary is due. */
    public long endNs() {
        return builder.endNs();
    }

    /** The bar that was closed last, reused for the next one. */
    public Bar bar() {
        return builder.bar();
    }

    /** Bars closed so far. */
    public long barCount() {
        return barCount;
    }

    public int featureCount() {
        return featureCount;
    }

    public FeatureSpec featureSpec(int index) {
        return specs[index];
    }

    /** {@link Feature#ready} of the feature with this index. */
    public boolean ready(int index) {
        return features[index].ready();
    }

    /** {@link Feature#value} of the feature with this index. */
    public double value(int index) {
        return features[index].value() * factors[index];
    }

    /** {@link Feature#raw} of the feature with this index. */
    public long raw(int index) {
        return basis.isPlain() ? features[index].raw() : rawAfterSplit(index);
    }

    private long rawAfterSplit(int index) {
        Feature feature = features[index];
        if (!feature.isExact()) {
            return Double.doubleToRawLongBits(value(index));
        }
        return feature.ready() ? Fixed.mulDivHalfEven(feature.raw(), 1, basis.multiple()) : Feature.NULL_RAW;
    }

    /** Bit i is set when the feature with index i is ready. */
    public long readyMask() {
        long mask = 0;
        for (int i = 0; i < featureCount; i++) {
            mask |= features[i].ready() ? 1L << i : 0;
        }
        return mask;
    }

    private IllegalStateException notMine(int barInstrumentId) {
        return new IllegalStateException(
                "a finished bar of instrument " + barInstrumentId + " came to a series of instrument " + instrumentId
                        + (builder.isOpen() ? " that builds bars from trades" : ""));
    }

    /**
     * Writes the builder and the features by index; which features there are is configuration. After a split the count of
     * bars is complemented and the basis follows it.
     */
    @Override
    public void saveState(StateOutput out) {
        out.putLong(basis.isPlain() ? barCount : ~barCount);
        if (!basis.isPlain()) {
            basis.saveState(out);
        }
        builder.saveState(out);
        for (int i = 0; i < featureCount; i++) {
            features[i].saveState(out);
        }
    }

    @Override
    public void loadState(StateInput in) {
        barCount = in.getLong();
        if (barCount < 0) {
            barCount = ~barCount;
            basis.loadState(in);
        } else {
            basis.clear();
        }
        for (int i = 0; i < featureCount; i++) {
            factors[i] = specs[i].definition().unit().factor(1.0 / basis.multiple());
        }
        builder.loadState(in);
        for (int i = 0; i < featureCount; i++) {
            features[i].loadState(in);
        }
    }
}
