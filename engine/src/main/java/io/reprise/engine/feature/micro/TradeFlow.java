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
 * Trades of the last n bars by who took (see {@link TradeSigner}): mean sign, signed quantity, or that by all quantity. Sums
 * are exact. No value when the last trade is too old.
 */
@HotPath
final class TradeFlow extends ValueFeature {
    enum Part {
        TICK_SIGN,
        SIGN,
        SIGNED_QUANTITY,
        IMBALANCE
    }

    private final Part part;
    private final Freshness freshness;
    private final TradeSigner signer;
    private final LongCell ofBar;
    private final LongCell allOfBar;
    private final RollingSum signed;
    private final RollingSum all;

    TradeFlow(Part part, int period, long toleranceSeconds) {
        super(part == Part.SIGNED_QUANTITY ? FeatureUnit.QUANTITY : FeatureUnit.NONE);
        this.part = part;
        freshness = free(new Freshness(toleranceSeconds));
        signer = price(new TradeSigner(part == Part.TICK_SIGN));
        boolean counts = countsTrades();
        ofBar = counts ? free(new LongCell()) : quantity(new LongCell());
        allOfBar = counts ? free(new LongCell()) : quantity(new LongCell());
        signed = counts ? free(new RollingSum(period)) : quantity(new RollingSum(period));
        all = counts ? free(new RollingSum(period)) : quantity(new RollingSum(period));
    }

    private boolean countsTrades() {
        return part == Part.SIGN || part == Part.TICK_SIGN;
    }

    @Override
    public void onQuote(long tsEventNs, long bidPx, long bidQty, long askPx, long askQty) {
        signer.onQuote(bidPx, askPx);
    }

    @Override
    public void onTrade(long tsEventNs, long px, long qty, int aggressor) {
        freshness.touch(tsEventNs);
        long weight = countsTrades() ? 1 : qty;
        ofBar.set(Math.addExact(ofBar.get(), signer.sign(px, aggressor) * weight));
        allOfBar.set(Math.addExact(allOfBar.get(), weight));
    }

    @Override
    public void onBar(Bar bar) {
        signed.add(ofBar.get());
        all.add(allOfBar.get());
        ofBar.set(0);
        allOfBar.set(0);
        if (!all.isFull() || !freshness.isFresh(bar)) {
            sayNothing();
        } else if (part == Part.SIGNED_QUANTITY) {
            say(Prices.plain(signed.sum()));
        } else {
            say(all.sum() > 0 ? (double) signed.sum() / all.sum() : Double.NaN);
        }
    }
}
