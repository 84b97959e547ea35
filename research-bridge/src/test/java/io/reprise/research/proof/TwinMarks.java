package io.reprise.research.proof;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Equity at every mark, and the ratios of rules 29, 31 and 32 from it, in decimals of fifty digits. */
final class TwinMarks {
    private static final MathContext DIGITS = new MathContext(50);
    private static final long DAY_NS = 86_400_000_000_000L;

    private final BigDecimal initial;
    private final TreeMap<Long, BigDecimal> lastOfDay = new TreeMap<>();
    private BigDecimal peak;
    private BigDecimal drawdownMax = BigDecimal.ZERO;

    TwinMarks(BigDecimal initial) {
        this.initial = initial;
        peak = initial;
    }

    void mark(long tsNs, BigDecimal equity) {
        lastOfDay.put(Math.floorDiv(tsNs, DAY_NS), equity);
        peak = peak.max(equity);
        drawdownMax = drawdownMax.max(peak.subtract(equity).divide(peak, DIGITS));
    }

    double maxDrawdown() {
        return drawdownMax.doubleValue();
    }

    double returnTo(BigDecimal equity) {
        return exactReturn(initial, equity).doubleValue();
    }

    long days(boolean isCalendar) {
        return dailyEquity(isCalendar).size();
    }

    /** Null where rule 31 says so. */
    Double sharpe(boolean isCalendar) {
        List<BigDecimal> returns = new ArrayList<>();
        BigDecimal before = initial;
        for (BigDecimal equity : dailyEquity(isCalendar)) {
            if (equity.signum() <= 0) {
                return null;
            }
            returns.add(exactReturn(before, equity));
            before = equity;
        }
        if (returns.size() < 2) {
            return null;
        }
        BigDecimal count = new BigDecimal(returns.size());
        BigDecimal mean =
                returns.stream().reduce(BigDecimal.ZERO, BigDecimal::add).divide(count, DIGITS);
        BigDecimal squares =
                returns.stream().map(r -> r.subtract(mean).pow(2, DIGITS)).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal variance = squares.divide(count.subtract(BigDecimal.ONE), DIGITS);
        if (variance.doubleValue() < 1e-60) {
            return null;
        }
        BigDecimal annual = new BigDecimal(isCalendar ? 365 : 252);
        return mean.divide(variance.sqrt(DIGITS), DIGITS)
                .multiply(annual.sqrt(DIGITS))
                .doubleValue();
    }

    private List<BigDecimal> dailyEquity(boolean isCalendar) {
        if (!isCalendar) {
            return List.copyOf(lastOfDay.values());
        }
        List<BigDecimal> days = new ArrayList<>();
        for (long day = lastOfDay.firstKey(); day <= lastOfDay.lastKey(); day++) {
            days.add(lastOfDay.floorEntry(day).getValue());
        }
        return days;
    }

    private static BigDecimal exactReturn(BigDecimal from, BigDecimal to) {
        return to.divide(from, DIGITS).subtract(BigDecimal.ONE);
    }
}
