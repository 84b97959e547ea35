package io.reprise.engine.feature.micro;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.Freshness;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.RollingMoments;
import io.reprise.engine.feature.RollingProduct;
import io.reprise.engine.feature.ValueFeature;

/**
 * Kyle's lambda (A. Kyle, Continuous Auctions and Insider Trading, 1985): slope of the least-squares line of the close's
 * change from bar to bar on the bar's signed quantity (see {@link TradeSigner}), over n bars. Sums are exact. No value while
 * the quantity does not vary, or when the last trade is too old.
 */
@HotPath
final class KyleLambda extends ValueFeature {
    private final Freshness freshness;
    private final TradeSigner signer = price(new TradeSigner(false));
    private final LongCell close = price(new LongCell());
    private final LongCell ofBar = quantity(new LongCell());
    private final RollingProduct products;
    private final RollingMoments flows;

    KyleLambda(int period, long toleranceSeconds) {
        super(FeatureUnit.PRICE_PER_QUANTITY);
        freshness = free(new Freshness(toleranceSeconds));
        products = price(new RollingProduct(period));
        flows = quantity(new RollingMoments(period));
    }

    @Override
    public void onQuote(long tsEventNs, long bidPx, long bidQty, long askPx, long askQty) {
        signer.onQuote(bidPx, askPx);
    }

    @Override
    public void onTrade(long tsEventNs, long px, long qty, int aggressor) {
        freshness.touch(tsEventNs);
        ofBar.set(Math.addExact(ofBar.get(), signer.sign(px, aggressor) * qty));
    }

    @Override
    public void onBar(Bar bar) {
        if (close.isSet()) {
            products.add(Math.subtractExact(bar.closePx(), close.get()), ofBar.get());
            flows.add(ofBar.get());
        }
        close.set(bar.closePx());
        ofBar.set(0);
        if (!flows.isFull() || !freshness.isFresh(bar)) {
            sayNothing();
            return;
        }
        double squares = flows.squaredDeviations();
        say(squares > 0 ? products.codeviation() / squares : Double.NaN);
    }
}
