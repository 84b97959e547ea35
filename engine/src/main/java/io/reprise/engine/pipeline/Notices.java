package io.reprise.engine.pipeline;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.risk.Reason;

/**
 * What a stage has to say on an event that is no verdict on an intent, with the numbers that decided, in arrays made once.
 * Written by one stage, read by the orders stage.
 */
@HotPath
final class Notices {
    /** More on one event are left out. */
    static final int NOTICES_MAX = 64;

    private final Reason[] reasons = new Reason[NOTICES_MAX];
    private final long[] orderIds = new long[NOTICES_MAX];
    private final int[] strategyIds = new int[NOTICES_MAX];
    private final int[] instrumentIds = new int[NOTICES_MAX];
    private final long[] actuals = new long[NOTICES_MAX];
    private final long[] limits = new long[NOTICES_MAX];
    private int count;

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    /**
     * Adds a notice.
     *
     * @param orderId the order that is meant, -1 for none
     * @param strategyId -1 for none
     */
    void add(Reason reason, long orderId, int strategyId, int instrumentId, long actual, long limit) {
        if (count < NOTICES_MAX) {
            reasons[count] = reason;
            orderIds[count] = orderId;
            strategyIds[count] = strategyId;
            instrumentIds[count] = instrumentId;
            actuals[count] = actual;
            limits[count] = limit;
            count++;
        }
    }

    Reason reason(int index) {
        return reasons[index];
    }

    long orderId(int index) {
        return orderIds[index];
    }

    int strategyId(int index) {
        return strategyIds[index];
    }

    int instrumentId(int index) {
        return instrumentIds[index];
    }

    long actual(int index) {
        return actuals[index];
    }

    long limit(int index) {
        return limits[index];
    }
}
