package io.reprise.engine.feature.stationarity;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.LongRing;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/** ln(close / close n bars before); no value unless both are above 0. */
@HotPath
final class LogReturn extends ValueFeature {
    private final LongRing closes;

    LogReturn(int period) {
        closes = price(new LongRing(period + 1));
    }

    @Override
    public void onBar(Bar bar) {
        closes.add(bar.closePx());
        if (closes.isFull()) {
            say(Prices.logReturn(closes.oldest(), bar.closePx()));
        }
    }
}
