package io.reprise.engine.sim;

import io.reprise.engine.domain.Instrument;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.portfolio.Pricing;

/**
 * The yardstick of rule 30: buys once, all at once, what the cash affords at the first price, and never sells. Money,
 * prices and quantities at 1e-8. Owned by the thread that drives the backtest.
 */
public final class BuyAndHold {
    private final Instrument instrument;
    private final Costs costs;
    private final Pricing pricing = new Pricing();
    private long cash;
    private long qty;
    private boolean bought;

    /**
     * Holds nothing but cash, until {@link #onFirstPrice}.
     *
     * @param initialCash money at 1e-8
     */
    public BuyAndHold(long initialCash, Instrument newInstrument, Costs newCosts) {
        cash = initialCash;
        instrument = newInstrument;
        costs = newCosts;
    }

    /** Buys by rules 14 and 22 with the whole of the cash; called once, with the first trade's price or bar's open. */
    public void onFirstPrice(long px) {
        if (bought) {
            throw new IllegalStateException("buy-and-hold has bought already");
        }
        bought = true;
        long takePx = pricing.takePx(px, true, instrument.tickPx(), costs.slippageE12());
        qty = pricing.affordableQty(Fixed.ONE, cash, takePx, costs.takerFeeE12(), instrument.lotQty());
        long notional = pricing.notional(takePx, qty);
        cash = Math.subtractExact(cash, Math.addExact(notional, pricing.fee(notional, costs.takerFeeE12())));
    }

    /** Cash that was left, plus what is held at this price, rounded. */
    public long equityAt(long px) {
        return Math.addExact(cash, Fixed.multiply(qty, px));
    }

    /** Quantity held. */
    public long qty() {
        return qty;
    }

    /** Cash left. */
    public long cash() {
        return cash;
    }
}
