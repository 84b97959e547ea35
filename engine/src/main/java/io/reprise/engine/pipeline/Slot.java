package io.reprise.engine.pipeline;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.feature.JoinedSeries;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.risk.Reason;

/**
 * What the stages say to each other about one event, in arrays made once: the bars that closed with their features, the
 * signals, the intents and risk's verdicts. Each field has one writer, the stage named beside it; stages that come later
 * read it. A ring has one beside each of its slots; INLINE has one in all.
 */
@HotPath
public final class Slot {
    /**
     * More intents on one event are refused with {@link Reason#INTENTS_FULL}, unless there are so many strategies that each
     * may close and open in each leg.
     */
    public static final int INTENTS_MAX = 64;

    private final int intentsMax;

    /** Features: bars that this event closed. */
    int deliveryCount;

    final Delivery[] deliveries;

    /** Strategy: states that changed. */
    int signalCount;

    final Signal[] signals;

    /** Strategy: the answer to a command or a parameter set that ended with this event, null when there is none. */
    Reason answer;

    int answerStrategyId;

    /** Strategy: orders wanted; those beyond the bound are only counted. */
    int intentCount;

    int intentOverflowCount;

    final OrderIntent[] intents;

    /** Strategy: what a corporate action or funding pays to all holders together, below 0 where they pay. */
    long actionPaid;

    /** Strategy: what all holders together hold after a split. */
    long actionPosition;

    /** Risk: one verdict an intent. */
    final Reason[] verdicts;

    final long[] verdictActual;
    final long[] verdictLimit;

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
        private final Bar[] legs;
        private final long[] raw;
        private final double[] value;
        private long readyMask;
        private BarSeries series;
        private int seriesId;

        Delivery(int features, int legsMax, boolean copies) {
            this.copies = copies;
            legs = new Bar[legsMax];
            for (int leg = 0; leg < legsMax; leg++) {
                legs[leg] = new Bar();
            }
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

        /** The bars of all legs, under an id behind those of the series; the bar is the first leg's. */
        private void set(int newId, JoinedSeries joined) {
            if (!copies) {
                set(newId, joined.leg(0));
                return;
            }
            seriesId = newId;
            copy.set(joined.bar(0));
            for (int leg = 0; leg < joined.legCount(); leg++) {
                legs[leg].set(joined.bar(leg));
            }
            readyMask = joined.readyMask();
            for (int i = 0; i < joined.featureCount(); i++) {
                raw[i] = joined.raw(i);
                value[i] = joined.value(i);
            }
        }

        /** A leg's bar; of a delivery that is not in place. */
        Bar leg(int leg) {
            return legs[leg];
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
     * @param legsMax most legs that one strategy has
     * @param intentsMax most orders and most signals on one event
     * @param copies whether stages on other threads read the slot, so that bars and features must be copied into it
     */
    Slot(int deliveriesMax, int featuresMax, int legsMax, int intentsMax, boolean copies) {
        this.intentsMax = intentsMax;
        signals = new Signal[intentsMax];
        intents = new OrderIntent[intentsMax];
        verdicts = new Reason[intentsMax];
        verdictActual = new long[intentsMax];
        verdictLimit = new long[intentsMax];
        deliveries = new Delivery[deliveriesMax];
        for (int i = 0; i < deliveriesMax; i++) {
            deliveries[i] = new Delivery(featuresMax, legsMax, copies);
        }
        for (int i = 0; i < intentsMax; i++) {
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

    void deliver(int id, JoinedSeries joined) {
        deliveries[deliveryCount++].set(id, joined);
    }

    /** Most orders on one event. */
    int intentsMax() {
        return intentsMax;
    }

    /** The next free signal, or null when there is no room. */
    Signal nextSignal() {
        return signalCount == intentsMax ? null : signals[signalCount++];
    }

    /** The next free intent, or null when there is no room; then it is counted. */
    OrderIntent nextIntent() {
        if (intentCount == intentsMax) {
            intentOverflowCount++;
            return null;
        }
        return intents[intentCount++];
    }

    public int deliveryCount() {
        return deliveryCount;
    }

    /** Series of a bar that closed; ids behind those of the series are of bars that were joined. */
    public int deliveredSeries(int delivery) {
        return deliveries[delivery].seriesId();
    }
}
