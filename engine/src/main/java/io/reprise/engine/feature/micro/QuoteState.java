package io.reprise.engine.feature.micro;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.Freshness;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/**
 * The best bid and ask as they stood at the end of the bar: spread by the middle; imbalance (bid - ask quantity) / sum;
 * microprice, the prices weighted by the other side's quantity (S. Stoikov, The Micro-Price, 2018, in its first order). No
 * value before a quote of both sides, while crossed, or when the last quote is too old.
 */
@HotPath
final class QuoteState extends ValueFeature {
    enum Part {
        SPREAD,
        IMBALANCE,
        MICROPRICE
    }

    private final Part part;
    private final Freshness freshness;
    private final LongCell bidPx = price(new LongCell());
    private final LongCell askPx = price(new LongCell());
    private final LongCell bidQty = quantity(new LongCell());
    private final LongCell askQty = quantity(new LongCell());

    QuoteState(Part part, long toleranceSeconds) {
        super(part == Part.MICROPRICE ? FeatureUnit.PRICE : FeatureUnit.NONE);
        this.part = part;
        freshness = free(new Freshness(toleranceSeconds));
    }

    @Override
    public void onQuote(long tsEventNs, long newBidPx, long newBidQty, long newAskPx, long newAskQty) {
        freshness.touch(tsEventNs);
        bidPx.set(newBidPx);
        askPx.set(newAskPx);
        bidQty.set(newBidQty);
        askQty.set(newAskQty);
    }

    @Override
    public void onBar(Bar bar) {
        boolean isWhole = bidPx.get() > 0 && bidPx.get() <= askPx.get();
        say(isWhole && freshness.isFresh(bar) ? value(part) : Double.NaN);
    }

    private double value(Part wanted) {
        double bid = Prices.plain(bidPx.get());
        double ask = Prices.plain(askPx.get());
        double ofBid = Prices.plain(bidQty.get());
        double ofAsk = Prices.plain(askQty.get());
        if (wanted == Part.SPREAD) {
            return 2 * (ask - bid) / (ask + bid);
        }
        if (ofBid + ofAsk <= 0) {
            return Double.NaN;
        }
        double share = ofBid / (ofBid + ofAsk);
        return wanted == Part.IMBALANCE ? (ofBid - ofAsk) / (ofBid + ofAsk) : bid + share * (ask - bid);
    }
}
