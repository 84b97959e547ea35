package io.reprise.engine.pipeline;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.risk.Reason;

/**
 * What the stages say to each other about one event, in arrays made once: the bars that closed with their features, the
 * signals, the intents and risk's verdicts. Each field has one writer, the stage named beside it; stages that come later
 * read it. A ring has one beside each of its slots; INLINE has one in all.
 */
@HotPath
public final class Slot {
    /** More intents on one event are refused with {@link Reason#INTENTS_FULL}. */
    public static final int INTENTS_MAX = 64;

    /** Features: bars that this event closed. */
    int deliveryCount;

    final Delivery[] deliveries;

    /** Strategy: states that changed. */
    int signalCount;

    final Signal[] signals = new Signal[INTENTS_MAX];

    /** Strategy: the answer to a command or a parameter set that ended with this event, null when there is none. */
    Reason answer;

    int answerStrategyId;

    /** Strategy: orders wanted; those beyond the bound are only counted. */
    int intentCount;

    int intentOverflowCount;

    final OrderIntent[] intents = new OrderIntent[INTENTS_MAX];

    /** Risk: one verdict an intent. */
    final Reason[] verdicts = new Reason[INTENTS_MAX];

    final long[] verdictActual = new long[INTENTS_MAX];
    final long[] verdictLimit = new long[INTENTS_MAX];
    /** Strategy: what it says beside its signals: sizes that are none, stops that are set, moved and hit. */
    final Notices strategyNotices = new Notices();

    /** Risk: what it says beside its verdicts on intents: breakers that tripped, answers to commands. */
    final Notices riskNotices = new Notices();

    /**
     * A bar that closed, with the values of its series' features at that moment: copied where another thread reads them, or
     * looked up in the series where its own thread does, before the next event.
     */
    static final class Delivery {
        private final boolean copies;
        private final Bar copy = new Bar();
        private final long[] raw;
        private final double[] value;
        private long readyMask;
        private BarSeries series;
        private int seriesId;

        Delivery(int features, boolean copies) {
            this.copies = copies;
            raw = new long[features];
            value = new double[features];
        }

        private void set(int newSeriesId, BarSeries newSeries) {
            seriesId = newSeriesId;
            if (!copies) {
                if (series != newSeries) { // a reference costs the garbage collector's write barrier
                    series = newSeries;
                }
                return;
            }
            copy.set(newSeries.bar());
            readyMask = newSeries.readyMask();
            for (int i = 0; i < newSeries.featureCount(); i++) {
                raw[i] = newSeries.raw(i);
                value[i] = newSeries.value(i);
            }
        }

        /** Whether bar and features are those of the series, on whose thread the slot is read. */
        boolean isInPlace() {
            return !copies;
        }

        int seriesId() {
            return seriesId;
        }

        Bar bar() {
            return copies ? copy : series.bar();
        }

        boolean ready(int feature) {
            return copies ? (readyMask >>> feature & 1) != 0 : series.ready(feature);
        }

        long raw(int feature) {
            return copies ? raw[feature] : series.raw(feature);
        }

        double value(int feature) {
            return copies ? value[feature] : series.value(feature);
        }
    }

    /** A strategy's state that changed. */
    static final class Signal {
        int strategyId;
        int instrumentId;
        int previous;
        int state;
        long px;
        long equity;
        long position;
    }

    /**
     * @param deliveriesMax most bars that one event can close
     * @param featuresMax most features that one series has
     * @param copies whether stages on other threads read the slot, so that bars and features must be copied into it
     */
    Slot(int deliveriesMax, int featuresMax, boolean copies) {
        deliveries = new Delivery[deliveriesMax];
        for (int i = 0; i < deliveriesMax; i++) {
            deliveries[i] = new Delivery(featuresMax, copies);
        }
        for (int i = 0; i < INTENTS_MAX; i++) {
            signals[i] = new Signal();
            intents[i] = new OrderIntent();
        }
    }

    /** Makes the slot empty for the next event. */
    void clear() {
        deliveryCount = 0;
        signalCount = 0;
        intentCount = 0;
        intentOverflowCount = 0;
        strategyNotices.clear();
        riskNotices.clear();
        answer = null;
    }

    void answer(Reason newAnswer, int strategyId) {
        answer = newAnswer;
        answerStrategyId = strategyId;
    }

    /** Whether the strategies said nothing. */
    boolean wantsNothing() {
        return signalCount + intentCount + intentOverflowCount + strategyNotices.count() == 0;
    }

    /** Whether nothing was said on a market event, of which no answer to a parameter set comes. */
    boolean saysNothing() {
        return wantsNothing() && riskNotices.count() == 0;
    }

    void deliver(int seriesId, BarSeries series) {
        deliveries[deliveryCount++].set(seriesId, series);
    }

    /** The next free signal, or null when there is no room. */
    Signal nextSignal() {
        return signalCount == INTENTS_MAX ? null : signals[signalCount++];
    }

    /** The next free intent, or null when there is no room; then it is counted. */
    OrderIntent nextIntent() {
        if (intentCount == INTENTS_MAX) {
            intentOverflowCount++;
            return null;
        }
        return intents[intentCount++];
    }

    public int deliveryCount() {
        return deliveryCount;
    }

    /** Series of a bar that closed. */
    public int deliveredSeries(int delivery) {
        return deliveries[delivery].seriesId();
    }
}
