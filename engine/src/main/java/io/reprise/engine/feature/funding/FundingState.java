package io.reprise.engine.feature.funding;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.Freshness;
import io.reprise.engine.feature.RollingSum;
import io.reprise.engine.feature.ValueFeature;

/**
 * The last funding rate of one interval, or the exact sum of the last n; above 0 longs pay. No value when the last one is
 * older than the tolerance.
 */
@HotPath
final class FundingState extends ValueFeature {
    private static final double RATE_ONE = 1e12;

    private final Freshness freshness;
    private final RollingSum rates;

    FundingState(int count, long toleranceSeconds) {
        freshness = free(new Freshness(toleranceSeconds));
        rates = free(new RollingSum(count));
    }

    @Override
    public void onFunding(long tsEventNs, long rateE12) {
        freshness.touch(tsEventNs);
        rates.add(rateE12);
    }

    @Override
    public void onBar(Bar bar) {
        say(rates.isFull() && freshness.isFresh(bar) ? rates.sum() / RATE_ONE : Double.NaN);
    }
}
