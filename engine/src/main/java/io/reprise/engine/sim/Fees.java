package io.reprise.engine.sim;

import io.reprise.codecs.Liquidity;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.portfolio.Pricing;
import io.reprise.engine.time.Times;

/** Charges fills by a {@link FeeModel}. Owned by the thread that drives the venue. */
@HotPath
final class Fees implements Stateful {
    private static final int DAYS = 30;

    private final Costs costs;
    private final Pricing pricing = new Pricing();
    private final FeeModel.PerShare perShare;
    private final long[] fromNotional;
    private final long[] takerE12;
    private final long[] makerE12;

    /** Notional of our fills by UTC day, at the day's number modulo {@value #DAYS}; only kept for tiers. */
    private final long[] dayNotional = new long[DAYS];

    private long day = Long.MIN_VALUE;

    Fees(FeeModel model, Costs newCosts) {
        costs = newCosts;
        perShare = model instanceof FeeModel.PerShare one ? one : null;
        boolean isTiered = model instanceof FeeModel.Tiers;
        FeeModel.Tiers tiers = isTiered ? (FeeModel.Tiers) model : null;
        fromNotional = isTiered ? longs(tiers.fromNotional()) : null;
        takerE12 = isTiered ? longs(tiers.takerE12()) : null;
        makerE12 = isTiered ? longs(tiers.makerE12()) : null;
    }

    private static long[] longs(java.util.List<Long> values) {
        long[] longs = new long[values.size()];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = values.get(i);
        }
        return longs;
    }

    /**
     * What a fill costs, below 0 for a rebate.
     *
     * @param order before the fill is taken from it
     */
    long fee(VenueOrder order, long px, long qty, Liquidity liquidity, long tsNs) {
        long notional = pricing.notional(px, qty);
        boolean isMaker = liquidity == Liquidity.MAKER;
        if (perShare != null) {
            long before = total(order.cumQty, order.cumNotional);
            order.cumNotional = Math.addExact(order.cumNotional, notional);
            return total(order.cumQty + qty, order.cumNotional) - before;
        }
        if (fromNotional == null) {
            return pricing.fee(notional, isMaker ? costs.makerFeeE12() : costs.takerFeeE12());
        }
        int tier = tier(tsNs);
        dayNotional[slot(day)] = Math.addExact(dayNotional[slot(day)], Math.absExact(notional));
        return pricing.fee(notional, isMaker ? makerE12[tier] : takerE12[tier]);
    }

    /** Of an order that has filled so much. */
    private long total(long cumQty, long cumNotional) {
        if (cumQty == 0) {
            return 0;
        }
        long charged = Math.max(perShare.minimum(), Fixed.multiply(cumQty, perShare.rate()));
        return Math.min(charged, Fixed.multiply(Math.absExact(cumNotional), perShare.capE8()));
    }

    private int tier(long tsNs) {
        long newDay = Math.max(day, Math.floorDiv(tsNs, Times.DAY_NS));
        for (long gone = Math.max(day + 1, newDay - DAYS + 1); day != Long.MIN_VALUE && gone <= newDay; gone++) {
            dayNotional[slot(gone)] = 0;
        }
        day = newDay;
        long volume = 0;
        for (int i = 0; i < DAYS; i++) {
            volume = Math.addExact(volume, dayNotional[i]);
        }
        int tier = 0;
        while (tier + 1 < fromNotional.length && volume >= fromNotional[tier + 1]) {
            tier++;
        }
        return tier;
    }

    private static int slot(long ofDay) {
        return (int) Math.floorMod(ofDay, (long) DAYS);
    }

    @Override
    public void saveState(StateOutput out) {
        if (fromNotional != null) {
            out.putLong(day);
            out.putLongs(dayNotional, DAYS);
        }
    }

    @Override
    public void loadState(StateInput in) {
        if (fromNotional != null) {
            day = in.getLong();
            in.getLongs(dayNotional, DAYS);
        }
    }
}
