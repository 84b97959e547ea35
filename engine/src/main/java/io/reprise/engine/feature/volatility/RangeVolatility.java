package io.reprise.engine.feature.volatility;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.RollingProduct;
import io.reprise.engine.feature.ValueFeature;

/**
 * Volatility per bar out of open, high, low and close, as the root of a mean over n bars: Parkinson (1980) ln(h/l)^2 / (4
 * ln 2); Garman and Klass (1980) ln(h/l)^2 / 2 - (2 ln 2 - 1) ln(c/o)^2; Rogers and Satchell (1991) ln(h/c) ln(h/o) +
 * ln(l/c) ln(l/o). Logs become whole multiples of a power of two, so that sums of products are exact.
 */
@HotPath
final class RangeVolatility extends ValueFeature {
    enum Kind {
        PARKINSON,
        GARMAN_KLASS,
        ROGERS_SATCHELL
    }

    private static final double LN_2 = StrictMath.log(2);

    private final Kind kind;
    private final int period;
    private final double scale;
    private final RollingProduct first;
    private final RollingProduct second;
    private final Undefined undefined;

    RangeVolatility(Kind kind, int period) {
        this.kind = kind;
        this.period = period;
        scale = Prices.scale(period, Prices.LOG_MAX);
        first = free(new RollingProduct(period));
        second = free(new RollingProduct(period));
        undefined = free(new Undefined(period));
    }

    @Override
    public void onBar(Bar bar) {
        if (kind == Kind.ROGERS_SATCHELL) {
            first.add(log(bar.closePx(), bar.highPx()), log(bar.openPx(), bar.highPx()));
            second.add(log(bar.closePx(), bar.lowPx()), log(bar.openPx(), bar.lowPx()));
        } else {
            long range = log(bar.lowPx(), bar.highPx());
            long body = log(bar.openPx(), bar.closePx());
            first.add(range, range);
            second.add(body, body);
        }
        undefined.endOfBar(true);
        say(first.isFull() && undefined.isClear() ? Math.sqrt(Math.max(sum(), 0) / period) / scale : Double.NaN);
    }

    private double sum() {
        return switch (kind) {
            case PARKINSON -> first.sum() / (4 * LN_2);
            case GARMAN_KLASS -> first.sum() / 2 - (2 * LN_2 - 1) * second.sum();
            case ROGERS_SATCHELL -> first.sum() + second.sum();
        };
    }

    private long log(long from, long to) {
        return undefined.fixed(Prices.logReturn(from, to), scale);
    }
}
