package io.reprise.engine.feature.volume;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.DoubleCell;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/**
 * Sums over all bars: on-balance volume (J. Granville, 1963) adds the volume of a rising close and takes off that of a
 * falling one, exactly; accumulation/distribution (M. Chaikin) adds ((close - low) - (high - close)) / (high - low) x
 * volume; price-volume trend adds the volume times the close's relative change.
 */
@HotPath
final class OnBalance extends ValueFeature {
    enum Kind {
        BALANCE,
        DISTRIBUTION,
        TREND
    }

    private final Kind kind;
    private final LongCell close = price(new LongCell());
    private final LongCell whole = quantity(new LongCell());
    private final DoubleCell sum = quantity(new DoubleCell(0));

    OnBalance(Kind kind) {
        super(FeatureUnit.QUANTITY);
        this.kind = kind;
    }

    @Override
    public void onBar(Bar bar) {
        long volume = Prices.volume(bar);
        switch (kind) {
            case BALANCE -> balance(bar.closePx(), volume);
            case DISTRIBUTION -> {
                sum.set(sum.get() + Flow.location(bar) * Prices.plain(volume));
                say(sum.get());
            }
            case TREND -> {
                if (close.get() > 0) {
                    double change = (double) (bar.closePx() - close.get()) / close.get();
                    sum.set(sum.get() + change * Prices.plain(volume));
                }
                say(sum.get());
            }
        }
        close.set(bar.closePx());
    }

    private void balance(long px, long volume) {
        if (close.isSet() && px != close.get()) {
            whole.set(Math.addExact(whole.get(), px > close.get() ? volume : -volume));
        }
        say(Prices.plain(whole.get()));
    }
}
