package io.reprise.engine.feature.momentum;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.ExpMean;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/** TRIX (J. Hutson, TASC 1983): change in percent from bar to bar of a triple exponential mean of the close. */
@HotPath
final class Trix extends ValueFeature {
    private final ExpMean first;
    private final ExpMean second;
    private final ExpMean third;

    Trix(int period) {
        first = price(new ExpMean(period));
        second = price(new ExpMean(period));
        third = price(new ExpMean(period));
    }

    @Override
    public void onBar(Bar bar) {
        boolean wasFull = first.isFull();
        double before = third.mean();
        double now = third.add(second.add(first.add(Prices.plain(bar.closePx()))));
        if (wasFull && before > 0) {
            say(100 * (now - before) / before);
        } else {
            sayNothing();
        }
    }
}
