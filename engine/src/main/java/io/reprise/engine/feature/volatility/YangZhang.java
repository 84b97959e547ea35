package io.reprise.engine.feature.volatility;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.RollingMoments;
import io.reprise.engine.feature.RollingProduct;
import io.reprise.engine.feature.ValueFeature;

/**
 * Volatility per bar of D. Yang and Q. Zhang (Journal of Business, 2000): variance of the overnight log return + k times
 * that of open to close + (1 - k) times that of Rogers and Satchell, k = 0.34 / (1.34 + (n + 1) / (n - 1)). Sums are exact.
 */
@HotPath
final class YangZhang extends ValueFeature {
    private final int period;
    private final double scale;
    private final double weight;
    private final LongCell close = price(new LongCell());
    private final RollingMoments overnight;
    private final RollingMoments body;
    private final RollingProduct upper;
    private final RollingProduct lower;
    private final Undefined undefined;

    YangZhang(int period) {
        this.period = period;
        scale = Prices.scale(period, Prices.LOG_MAX);
        weight = 0.34 / (1.34 + (period + 1.0) / (period - 1));
        overnight = free(new RollingMoments(period));
        body = free(new RollingMoments(period));
        upper = free(new RollingProduct(period));
        lower = free(new RollingProduct(period));
        undefined = free(new Undefined(period));
    }

    @Override
    public void onBar(Bar bar) {
        if (close.isSet()) {
            overnight.add(log(close.get(), bar.openPx()));
            body.add(log(bar.openPx(), bar.closePx()));
            upper.add(log(bar.closePx(), bar.highPx()), log(bar.openPx(), bar.highPx()));
            lower.add(log(bar.closePx(), bar.lowPx()), log(bar.openPx(), bar.lowPx()));
        }
        undefined.endOfBar(close.isSet());
        close.set(bar.closePx());
        say(body.isFull() && undefined.isClear() ? Math.sqrt(variance()) / scale : Double.NaN);
    }

    private double variance() {
        double satchell = Math.max(upper.sum() + lower.sum(), 0) / period;
        return overnight.squaredDeviations() / (period - 1)
                + weight * body.squaredDeviations() / (period - 1)
                + (1 - weight) * satchell;
    }

    private long log(long from, long to) {
        return undefined.fixed(Prices.logReturn(from, to), scale);
    }
}
