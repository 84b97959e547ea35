package io.reprise.engine.feature.micro;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.Freshness;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.RollingSum;
import io.reprise.engine.feature.ValueFeature;

/**
 * Order-flow imbalance (R. Cont, A. Kukanov, S. Stoikov, The Price Impact of Order Book Events, 2014): of each quote the
 * bid's quantity if the bid did not fall, less the one before if it did not rise, and the reverse for the ask; summed
 * exactly over the quotes of the last n bars. No value when the last quote is too old.
 */
@HotPath
final class OrderFlow extends ValueFeature {
    private final Freshness freshness;
    private final LongCell bidPx = price(new LongCell());
    private final LongCell askPx = price(new LongCell());
    private final LongCell bidQty = quantity(new LongCell());
    private final LongCell askQty = quantity(new LongCell());
    private final LongCell ofBar = quantity(new LongCell());
    private final RollingSum ofBars;

    OrderFlow(int period, long toleranceSeconds) {
        super(FeatureUnit.QUANTITY);
        freshness = free(new Freshness(toleranceSeconds));
        ofBars = quantity(new RollingSum(period));
    }

    @Override
    public void onQuote(long tsEventNs, long newBidPx, long newBidQty, long newAskPx, long newAskQty) {
        if (bidPx.isSet()) {
            long flow = ofBar.get();
            flow = newBidPx >= bidPx.get() ? Math.addExact(flow, newBidQty) : flow;
            flow = newBidPx <= bidPx.get() ? Math.subtractExact(flow, bidQty.get()) : flow;
            flow = newAskPx <= askPx.get() ? Math.subtractExact(flow, newAskQty) : flow;
            flow = newAskPx >= askPx.get() ? Math.addExact(flow, askQty.get()) : flow;
            ofBar.set(flow);
        }
        freshness.touch(tsEventNs);
        bidPx.set(newBidPx);
        askPx.set(newAskPx);
        bidQty.set(newBidQty);
        askQty.set(newAskQty);
    }

    @Override
    public void onBar(Bar bar) {
        ofBars.add(ofBar.get());
        ofBar.set(0);
        say(ofBars.isFull() && freshness.isFresh(bar) ? Prices.plain(ofBars.sum()) : Double.NaN);
    }
}
