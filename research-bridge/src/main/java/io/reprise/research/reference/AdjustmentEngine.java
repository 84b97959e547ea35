package io.reprise.research.reference;

import io.reprise.engine.fixed.Fixed;
import io.reprise.research.ingest.CorporateAction;
import io.reprise.research.ingest.DayBar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Makes prices comparable across splits, dividends and spin-offs. Raw prices are kept; the result is a factor for each bar.
 *
 * <p>With C0 the last close before an ex-date, C1 the close of the ex-date, D the cash or value given for each unit and s new
 * units for an old one, the bars before the ex-date are multiplied by
 *
 * <ul>
 *   <li>{@code crsp}: (1 - D / C0) / s: the return of who sells what was given at the close before (CRSP, Data Descriptions
 *       Guide, "price adjustment factor"; LEAN's factor files);
 *   <li>{@code wiki}: 1 / (s (1 + D / C1)): the return of who reinvests it at the close of the ex-date (Quandl WIKI).
 * </ul>
 */
public final class AdjustmentEngine {
    /** How a payment becomes a factor. */
    public enum Method {
        CRSP,
        WIKI;

        /** Its name in options and answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which end of the series keeps its raw prices. */
    public enum Direction {
        /** The last bar does; earlier ones change with each new action. */
        BACKWARD,
        /** The first bar does; no bar ever changes. */
        FORWARD
    }

    /** What is taken out of the prices. */
    public enum Basis {
        /** Splits and spin-offs: the price of what is now one unit. */
        RATIO,
        /** Dividends too: the wealth of who reinvests them. */
        TOTAL_RETURN
    }

    /** @param asOf bars and actions after it, and actions not known by then, do not exist; null = all do */
    public record Settings(Method method, Direction direction, Basis basis, LocalDate asOf) {}

    private AdjustmentEngine() {}

    /**
     * The factors of a series.
     *
     * @param bars oldest first, a day each
     * @param calendar in order of ex-dates
     * @throws IllegalArgumentException when an action takes all of the price or more
     */
    public static AdjustedSeries adjust(List<DayBar> bars, List<CorporateAction> calendar, Settings settings) {
        List<CorporateAction> actions = known(calendar, settings.asOf());
        List<DayBar> known =
                bars.stream().filter(bar -> isBy(bar.date(), settings.asOf())).toList();
        double[] factor = new double[known.size()];
        double[] units = new double[known.size()];
        Arrays.fill(factor, 1);
        Arrays.fill(units, 1);
        for (int i = 0; i < actions.size(); i++) {
            CorporateAction action = actions.get(i);
            int exBar = firstFrom(known, action.exDate());
            if (exBar == 0 || exBar == known.size()) {
                continue;
            }
            switch (action) {
                case CorporateAction.Split split -> {
                    factor[exBar - 1] /= split.ratio();
                    units[exBar - 1] /= split.ratio();
                }
                case CorporateAction.Dividend dividend -> {
                    if (settings.basis() == Basis.TOTAL_RETURN) {
                        factor[exBar - 1] *= step(known, actions, i, exBar, dividend.amount(), settings.method());
                    }
                }
                case CorporateAction.Delisting delisting -> {} // the last prices are what they were
                case CorporateAction.SpinOff spinOff ->
                    factor[exBar - 1] *= step(known, actions, i, exBar, spinOff.worth(), settings.method());
            }
        }
        return new AdjustedSeries(
                known, cumulated(factor, settings.direction()), cumulated(units, settings.direction()));
    }

    /** What had happened and was known by a day; null = all. */
    static List<CorporateAction> known(List<CorporateAction> calendar, LocalDate asOf) {
        return calendar.stream()
                .filter(action -> isBy(action.exDate(), asOf) && isBy(action.knownDate(), asOf))
                .toList();
    }

    private static boolean isBy(LocalDate date, LocalDate asOf) {
        return asOf == null || !date.isAfter(asOf);
    }

    private static int firstFrom(List<DayBar> bars, LocalDate date) {
        int low = 0;
        int high = bars.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bars.get(middle).date().isBefore(date)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The factor of one payment; the close it is set against is brought to the units that it is paid on. */
    private static double step(
            List<DayBar> bars, List<CorporateAction> actions, int at, int exBar, BigDecimal amount, Method method) {
        double paid = amount.doubleValue();
        LocalDate exDate = actions.get(at).exDate();
        if (method == Method.WIKI) {
            double close = Fixed.toDouble(bars.get(exBar).close()) * splits(actions, at + 1, actions.size(), exDate);
            return 1 / (1 + paid / close);
        }
        double close = Fixed.toDouble(bars.get(exBar - 1).close()) / splits(actions, 0, at, exDate);
        if (paid >= close) {
            throw new IllegalArgumentException("the " + actions.get(at).word() + " of " + amount.toPlainString()
                    + " on " + exDate + " is not below the close of " + close + " before it");
        }
        return 1 - paid / close;
    }

    /** New units for an old one by the splits of a day among some actions. */
    private static double splits(List<CorporateAction> actions, int from, int to, LocalDate exDate) {
        double ratio = 1;
        for (CorporateAction action : actions.subList(from, to)) {
            if (action instanceof CorporateAction.Split split && action.exDate().equals(exDate)) {
                ratio *= split.ratio();
            }
        }
        return ratio;
    }

    /** From the step after each bar to the factor of each bar. */
    private static double[] cumulated(double[] steps, Direction direction) {
        double[] out = new double[steps.length];
        if (direction == Direction.BACKWARD) {
            double factor = 1;
            for (int i = steps.length - 1; i >= 0; i--) {
                factor *= steps[i];
                out[i] = factor;
            }
        } else {
            double factor = 1;
            for (int i = 0; i < steps.length; i++) {
                out[i] = factor;
                factor /= steps[i];
            }
        }
        return out;
    }
}
