package io.reprise.research.reference;

import io.reprise.engine.fixed.Fixed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * One series of prices from the contracts of a future. Each day holds one contract; which one the next day holds is decided at
 * the close, from what was known by then. At a roll the two contracts' closes of the deciding day give the step, so that no
 * difference between contracts is a return. Raw prices are kept.
 */
public final class ContinuousFuture {
    /** When to hold the next contract. */
    public enum RollRule {
        /** When a later contract has more volume. */
        VOLUME,
        /** When a later contract has more open interest. */
        OPEN_INTEREST,
        /** So many days before the contract's last day, whatever trades. */
        DATE;

        /** Its name in options and answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How earlier contracts are brought to the last one's level. */
    public enum Adjustment {
        /** Prices as traded. */
        NONE,
        /** The difference at each roll is added to all before it: differences of prices stay true. */
        BACK,
        /** All before a roll is multiplied by the ratio at it: returns stay true. Prices must be above 0. */
        RATIO
    }

    /**
     * A contract's day.
     *
     * @param close 1e-8
     * @param volume 1e-8; -1 where it is not known
     * @param openInterest contracts; -1 where it is not known
     */
    public record Day(LocalDate date, long close, long volume, long openInterest) {}

    /**
     * A contract.
     *
     * @param id such as GC-201312
     * @param lastDay of trading, as its rules say
     * @param days in order
     */
    public record Contract(String id, LocalDate lastDay, List<Day> days) {
        public Contract {
            days = List.copyOf(days);
        }

        Day on(LocalDate date) {
            return days.stream()
                    .filter(day -> day.date().equals(date))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** @param daysBefore the last day, for {@link RollRule#DATE} */
    public record Settings(RollRule rule, int daysBefore, Adjustment adjustment, LocalDate asOf) {}

    /**
     * A day of the series: adjusted close = close x factor + shift.
     *
     * @param contract that was held over this day's close
     * @param close raw, 1e-8
     * @param shift in price, 1e-8
     */
    public record Point(LocalDate date, String contract, long close, double factor, long shift) {
        /** The adjusted close. */
        public double adjusted() {
            return Fixed.toDouble(close) * factor + Fixed.toDouble(shift);
        }
    }

    /** @param date whose close decided: the next day is the new contract's */
    public record Roll(LocalDate date, String from, String to, long fromClose, long toClose) {}

    /**
     * The series and its rolls.
     *
     * @param breaks days on which a contract begins with which the one before, long ended, had no day in common: levels before
     *     and after cannot be compared
     */
    public record Series(List<Point> points, List<Roll> rolls, List<LocalDate> breaks) {}

    private ContinuousFuture() {}

    /**
     * The series.
     *
     * @param contracts of one future
     * @throws IllegalArgumentException in one sentence, when a rule lacks its data
     */
    public static Series of(List<Contract> contracts, Settings settings) {
        List<Contract> chain = contracts.stream()
                .filter(contract -> !contract.days().isEmpty())
                .sorted(Comparator.comparing(Contract::lastDay))
                .toList();
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("there is no contract with prices");
        }
        TreeSet<LocalDate> dates = new TreeSet<>();
        chain.forEach(contract -> contract.days().forEach(day -> dates.add(day.date())));
        List<Point> raw = new ArrayList<>();
        List<Roll> rolls = new ArrayList<>();
        List<LocalDate> breaks = new ArrayList<>();
        int held = -1;
        for (LocalDate date : dates) {
            if (settings.asOf() != null && date.isAfter(settings.asOf())) {
                break;
            }
            if (held < 0 || chain.get(held).lastDay().isBefore(date)) {
                held = next(chain, 0, date, settings, true);
                if (held >= 0 && !raw.isEmpty()) {
                    breaks.add(date);
                }
            }
            Day day = held < 0 ? null : chain.get(held).on(date);
            if (day == null) {
                continue;
            }
            raw.add(new Point(date, chain.get(held).id(), day.close(), 1, 0));
            int then = next(chain, held, date, settings, false);
            if (then != held) {
                Day first = chain.get(then).on(date);
                rolls.add(new Roll(date, chain.get(held).id(), chain.get(then).id(), day.close(), first.close()));
                held = then;
            }
        }
        return new Series(adjusted(raw, rolls, breaks, settings.adjustment()), List.copyOf(rolls), List.copyOf(breaks));
    }

    /** The contract to hold after a day's close: the held one, or one that expires later and has a price that day. */
    private static int next(List<Contract> chain, int held, LocalDate date, Settings settings, boolean isFirst) {
        int best = isFirst ? -1 : held;
        for (int i = held; i < chain.size(); i++) {
            Contract contract = chain.get(i);
            if (contract.on(date) == null || contract.lastDay().isBefore(date)) {
                continue;
            }
            if (best < 0 || best != i && isBetter(chain, best, i, date, settings)) {
                best = i;
            }
        }
        return best;
    }

    private static boolean isBetter(List<Contract> chain, int best, int other, LocalDate date, Settings settings) {
        Contract now = chain.get(best);
        if (!date.isBefore(now.lastDay())) {
            return true;
        }
        if (settings.rule() == RollRule.DATE) {
            return !date.isBefore(now.lastDay().minusDays(settings.daysBefore()));
        }
        return measure(chain.get(other), date, settings.rule()) > measure(now, date, settings.rule());
    }

    private static long measure(Contract contract, LocalDate date, RollRule rule) {
        Day day = contract.on(date);
        long value = rule == RollRule.VOLUME ? day.volume() : day.openInterest();
        if (value < 0) {
            throw new IllegalArgumentException(
                    contract.id() + " has no " + rule.word().replace('-', ' ') + " on " + date);
        }
        return value;
    }

    private static List<Point> adjusted(
            List<Point> raw, List<Roll> rolls, List<LocalDate> breaks, Adjustment adjustment) {
        List<Point> out = new ArrayList<>(raw);
        double factor = 1;
        long shift = 0;
        int roll = rolls.size() - 1;
        for (int i = raw.size() - 1; i >= 0; i--) {
            Point point = raw.get(i);
            while (roll >= 0 && !point.date().isAfter(rolls.get(roll).date())) {
                Roll step = rolls.get(roll--);
                switch (adjustment) {
                    case NONE -> {}
                    case BACK -> shift = Math.addExact(shift, Math.subtractExact(step.toClose(), step.fromClose()));
                    case RATIO -> factor *= ratio(step);
                }
            }
            out.set(i, new Point(point.date(), point.contract(), point.close(), factor, shift));
            if (breaks.contains(point.date())) {
                factor = 1;
                shift = 0;
            }
        }
        return List.copyOf(out);
    }

    private static double ratio(Roll step) {
        if (step.fromClose() <= 0 || step.toClose() <= 0) {
            throw new IllegalArgumentException("the roll from " + step.from() + " to " + step.to() + " on "
                    + step.date() + " has a price that is not above 0: ratios cannot be had, use back");
        }
        return (double) step.toClose() / step.fromClose();
    }
}
