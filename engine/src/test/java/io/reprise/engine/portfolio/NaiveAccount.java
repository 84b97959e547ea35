package io.reprise.engine.portfolio;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * The plain twin of {@link Account}: rules 19 to 21 and 32 word by word, in decimals, equity computed at every event.
 */
final class NaiveAccount {
    private static final BigDecimal UNIT = BigDecimal.ONE.movePointLeft(8);

    final BigDecimal[] positions;
    final BigDecimal[] lastPxs;
    BigDecimal cash;
    BigDecimal minCash;
    BigDecimal fees = BigDecimal.ZERO;
    BigDecimal peakEquity;
    double maxDrawdown;
    private BigDecimal worstDrop = BigDecimal.ZERO;
    private BigDecimal worstDropPeak;

    NaiveAccount(long initialCash, int instruments) {
        positions = new BigDecimal[instruments];
        lastPxs = new BigDecimal[instruments];
        Arrays.fill(positions, BigDecimal.ZERO);
        Arrays.fill(lastPxs, BigDecimal.ZERO);
        cash = decimal(initialCash);
        minCash = cash;
        peakEquity = cash;
        worstDropPeak = cash;
    }

    void fill(int instrumentId, boolean buy, long px, long qty, long fee) {
        BigDecimal notional = rounded(decimal(px).multiply(decimal(qty)));
        cash = (buy ? cash.subtract(notional) : cash.add(notional)).subtract(decimal(fee));
        minCash = minCash.min(cash);
        fees = fees.add(decimal(fee));
        positions[instrumentId] = positions[instrumentId].add(decimal(buy ? qty : -qty));
    }

    void price(int instrumentId, long px) {
        lastPxs[instrumentId] = decimal(px);
    }

    void mark(int instrumentId, long px) {
        price(instrumentId, px);
        BigDecimal equity = equity();
        peakEquity = peakEquity.max(equity);
        BigDecimal drop = peakEquity.subtract(equity);
        if (drop.multiply(worstDropPeak).compareTo(worstDrop.multiply(peakEquity)) > 0) {
            worstDrop = drop;
            worstDropPeak = peakEquity;
            maxDrawdown = (double) units(drop) / units(peakEquity);
        }
    }

    BigDecimal equity() {
        BigDecimal equity = cash;
        for (int i = 0; i < positions.length; i++) {
            equity = equity.add(rounded(positions[i].multiply(lastPxs[i])));
        }
        return equity;
    }

    static long units(BigDecimal value) {
        return value.divide(UNIT, 0, RoundingMode.UNNECESSARY).longValueExact();
    }

    private static BigDecimal decimal(long units) {
        return BigDecimal.valueOf(units, 8);
    }

    private static BigDecimal rounded(BigDecimal value) {
        return value.setScale(8, RoundingMode.HALF_EVEN);
    }
}
