package io.reprise.engine.feature.micro;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.Freshness;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.RollingSum;
import io.reprise.engine.feature.ValueFeature;

/**
 * Volume-synchronized probability of informed trading (D. Easley, M. Lopez de Prado, M. O'Hara, Flow Toxicity and Liquidity,
 * 2012): mean over the last n buckets of equal quantity of |bought - sold| / bucket. A trade is divided among buckets; who
 * took is told by {@link TradeSigner} instead of bulk classification, a trade that cannot be told counts half and half. No
 * value when the last trade is too old.
 */
@HotPath
final class Vpin extends ValueFeature {
    private final Freshness freshness;
    private final TradeSigner signer = price(new TradeSigner(false));
    private final LongCell bucket = quantity(new LongCell());
    private final LongCell filled = quantity(new LongCell());
    private final LongCell signed = quantity(new LongCell());
    private final RollingSum imbalances;
    private final int buckets;

    Vpin(long bucketQty, int buckets, long toleranceSeconds) {
        freshness = free(new Freshness(toleranceSeconds));
        imbalances = quantity(new RollingSum(buckets));
        this.buckets = buckets;
        bucket.set(bucketQty);
    }

    @Override
    public void onQuote(long tsEventNs, long bidPx, long bidQty, long askPx, long askQty) {
        signer.onQuote(bidPx, askPx);
    }

    /** A trade of more than all buckets fills them all with itself, so that a trade takes at most n + 1 steps. */
    @Override
    public void onTrade(long tsEventNs, long px, long qty, int aggressor) {
        freshness.touch(tsEventNs);
        int sign = signer.sign(px, aggressor);
        long rest = qty;
        long whole = qty / bucket.get();
        if (whole > buckets + 1L) {
            rest -= (whole - buckets - 1) * bucket.get();
        }
        while (rest > 0) {
            long part = Math.min(rest, bucket.get() - filled.get());
            filled.set(filled.get() + part);
            signed.set(signed.get() + sign * part);
            rest -= part;
            if (filled.get() == bucket.get()) {
                imbalances.add(Math.abs(signed.get()));
                filled.set(0);
                signed.set(0);
            }
        }
    }

    @Override
    public void onBar(Bar bar) {
        boolean hasValue = imbalances.isFull() && freshness.isFresh(bar);
        say(hasValue ? (double) imbalances.sum() / buckets / bucket.get() : Double.NaN);
    }
}
