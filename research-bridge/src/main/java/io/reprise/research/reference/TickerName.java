package io.reprise.research.reference;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A ticker for as long as it was in force.
 *
 * @param from first day; {@link #EVER} where it is not known
 * @param to last day; {@link #OPEN} while it is in force
 * @param units so many units under this ticker became one under the next
 */
public record TickerName(String ticker, LocalDate from, LocalDate to, BigDecimal units) {
    /** Before any day that is asked for. */
    public static final LocalDate EVER = LocalDate.of(1, 1, 1);
    /** After any day that is asked for. */
    public static final LocalDate OPEN = LocalDate.of(9999, 12, 31);

    public TickerName {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(ticker + " cannot be in force from " + from + " to " + to);
        }
        if (units.signum() <= 0) {
            throw new IllegalArgumentException("units of " + ticker + " must be above 0, not " + units);
        }
    }

    /** Whether it is the ticker on a day. */
    public boolean isInForce(LocalDate date) {
        return !date.isBefore(from) && !date.isAfter(to);
    }

    boolean overlaps(TickerName other) {
        return ticker.equals(other.ticker) && !from.isAfter(other.to) && !to.isBefore(other.from);
    }
}
