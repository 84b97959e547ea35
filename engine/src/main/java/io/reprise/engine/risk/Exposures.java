package io.reprise.engine.risk;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.portfolio.Account;
import java.util.List;

/**
 * What may be held, all that works filled or not, at the last prices: gross, net, leverage, each instrument, class and
 * sector, the largest three. An order that makes a figure no larger passes however large it is. Owned by the risk stage.
 */
@HotPath
final class Exposures {
    private static final Limit[] WATCHED = {
        Limit.GROSS, Limit.NET, Limit.LEVERAGE, Limit.INSTRUMENT, Limit.ASSET_CLASS, Limit.SECTOR, Limit.CONCENTRATION
    };

    private final LimitTable limits;
    private final Account account;
    private final Working working;
    private final Finding finding;
    private final int[] classOf;
    private final int[] sectorOf;

    /** By instrument, the largest value that it may have, before the order and after. */
    private final long[] before;

    private final long[] after;

    Exposures(
            LimitTable limits,
            RiskPolicy policy,
            Account account,
            Working working,
            Finding finding,
            List<Instrument> instruments) {
        this.limits = limits;
        this.account = account;
        this.working = working;
        this.finding = finding;
        classOf = instruments.stream().mapToInt(one -> one.assetClass().value()).toArray();
        sectorOf = instruments.stream().mapToInt(policy::sectorOf).toArray();
        before = new long[instruments.size()];
        after = new long[instruments.size()];
    }

    /** Whether any of its limits is set. */
    boolean watches() {
        for (Limit limit : WATCHED) {
            if (limits.isSet(limit)) {
                return true;
            }
        }
        return false;
    }

    /** Judges an order; what works has been counted, and the order is counted with it from here on. */
    Reason check(OrderIntent intent) {
        int id = intent.instrumentId;
        measure(before);
        long longBefore = net(true);
        long shortBefore = net(false);
        working.add(intent);
        measure(after);
        long equity = working.equityAfter();
        if (netBreaks(longBefore, shortBefore)) {
            return Reason.NET;
        }
        if (after[id] <= before[id]) {
            return Reason.NONE;
        }
        long gross = sum(after, null, 0);
        if (finding.above(gross, limits.value(Limit.GROSS))) {
            return Reason.GROSS;
        }
        if (finding.aboveMultiple(gross, equity, limits.value(Limit.LEVERAGE))) {
            return Reason.LEVERAGE;
        }
        if (finding.aboveMultiple(after[id], equity, limits.value(Limit.INSTRUMENT, id))) {
            return Reason.INSTRUMENT_EXPOSURE;
        }
        int group = classOf[id];
        if (finding.aboveMultiple(sum(after, classOf, group), equity, limits.value(Limit.ASSET_CLASS, group))) {
            return Reason.CLASS_EXPOSURE;
        }
        group = sectorOf[id];
        if (group >= 0
                && finding.aboveMultiple(sum(after, sectorOf, group), equity, limits.value(Limit.SECTOR, group))) {
            return Reason.SECTOR_EXPOSURE;
        }
        return finding.aboveMultiple(largestThree(), equity, limits.value(Limit.CONCENTRATION))
                ? Reason.CONCENTRATION
                : Reason.NONE;
    }

    private void measure(long[] values) {
        for (int id = 0; id < values.length; id++) {
            long qty = working.largest(id);
            values[id] = qty == 0 || account.lastPx(id) == Fixed.NULL_PX
                    ? 0
                    : Math.absExact(Fixed.multiply(qty, account.lastPx(id)));
        }
    }

    /** Sum of what is of a group; of all where there are none. */
    private static long sum(long[] values, int[] groups, int group) {
        long sum = 0;
        for (int id = 0; id < values.length; id++) {
            if (groups == null || groups[id] == group) {
                sum = Math.addExact(sum, values[id]);
            }
        }
        return sum;
    }

    /** Value of all positions at their longest or their shortest. */
    private long net(boolean longest) {
        long sum = 0;
        for (int id = 0; id < after.length; id++) {
            long qty = longest ? working.longest(id) : working.shortest(id);
            if (qty != 0 && account.lastPx(id) != Fixed.NULL_PX) {
                sum = Math.addExact(sum, Fixed.multiply(qty, account.lastPx(id)));
            }
        }
        return sum;
    }

    private boolean netBreaks(long longBefore, long shortBefore) {
        long allowed = limits.value(Limit.NET);
        if (allowed == RiskLimits.NO_LIMIT) {
            return false;
        }
        long longAfter = net(true);
        long shortAfter = net(false);
        return longAfter > longBefore && finding.above(longAfter, allowed)
                || shortAfter < shortBefore && finding.above(Math.negateExact(shortAfter), allowed);
    }

    private long largestThree() {
        long first = 0;
        long second = 0;
        long third = 0;
        for (long value : after) {
            if (value > first) {
                third = second;
                second = first;
                first = value;
            } else if (value > second) {
                third = second;
                second = value;
            } else if (value > third) {
                third = value;
            }
        }
        return Math.addExact(first, Math.addExact(second, third));
    }
}
