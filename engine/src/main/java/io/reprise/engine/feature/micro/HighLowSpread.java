package io.reprise.engine.feature.micro;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/**
 * High-low spread (S. Corwin, P. Schultz, Journal of Finance, 2012) of this bar and the one before: 2 (e^a - 1) / (1 + e^a), a
 * = (sqrt(2 b) - sqrt b) / (3 - 2 sqrt 2) - sqrt(g / (3 - 2 sqrt 2)), b the sum of the squared ln(h/l), g that of both bars
 * together; 0 where it is below 0. No value unless prices are above 0.
 */
@HotPath
final class HighLowSpread extends ValueFeature {
    private static final double ROOTS = 3 - 2 * Math.sqrt(2);

    private final LongCell high = price(new LongCell());
    private final LongCell low = price(new LongCell());

    @Override
    public void onBar(Bar bar) {
        if (high.isSet()) {
            double now = Prices.logReturn(bar.lowPx(), bar.highPx());
            double before = Prices.logReturn(low.get(), high.get());
            double both = Prices.logReturn(Math.min(bar.lowPx(), low.get()), Math.max(bar.highPx(), high.get()));
            double squares = now * now + before * before;
            double a = (Math.sqrt(2 * squares) - Math.sqrt(squares)) / ROOTS - both / Math.sqrt(ROOTS);
            double grown = StrictMath.exp(a);
            say(Double.isNaN(a) ? a : Math.max(0, 2 * (grown - 1) / (1 + grown)));
        }
        high.set(bar.highPx());
        low.set(bar.lowPx());
    }
}
