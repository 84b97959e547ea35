package io.reprise.engine.feature.calendar;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.ValueFeature;

/**
 * A calendar position as sine or cosine of its angle, so that its end meets its start: time of day of the bar's end, weekday
 * (Monday 0) and day of the month (by its length) of the nanosecond before the end. UTC.
 */
@HotPath
final class CalendarAngle extends ValueFeature {
    enum Cycle {
        DAY,
        WEEK,
        MONTH
    }

    private static final long DAY_NS = 86_400_000_000_000L;

    private final Cycle cycle;
    private final boolean isSine;

    CalendarAngle(Cycle cycle, boolean isSine) {
        this.cycle = cycle;
        this.isSine = isSine;
    }

    @Override
    public void onBar(Bar bar) {
        double turn = switch (cycle) {
            case DAY -> (double) Math.floorMod(bar.endNs(), DAY_NS) / DAY_NS;
            case WEEK -> Math.floorMod(epochDay(bar) + 3, 7) / 7.0;
            case MONTH -> ofMonth(epochDay(bar));
        };
        say(isSine ? sine(turn) : sine(turn + 0.25));
    }

    /** Sine of a number of turns by the kernels of fdlibm on an eighth around a quarter; those of StrictMath allocate. */
    private static double sine(double turns) {
        double quarters = Math.rint(4 * turns);
        double angle = 2 * Math.PI * (turns - quarters / 4);
        return switch ((int) quarters & 3) {
            case 0 -> sineKernel(angle);
            case 1 -> cosineKernel(angle);
            case 2 -> -sineKernel(angle);
            default -> -cosineKernel(angle);
        };
    }

    private static double sineKernel(double x) {
        double z = x * x;
        double rest = -1.98412698298579493134e-04
                + z * (2.75573137070700676789e-06 + z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10));
        return x + x * z * (-1.66666666666666324348e-01 + z * (8.33333333332248946124e-03 + z * rest));
    }

    private static double cosineKernel(double x) {
        double z = x * x;
        double rest = 2.48015872894767294178e-05
                + z
                        * (-2.75573143513906633035e-07
                                + z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11));
        return 1 - z / 2 + z * z * (4.16666666666666019037e-02 + z * (-1.38888888888741095749e-03 + z * rest));
    }

    private static long epochDay(Bar bar) {
        return Math.floorDiv(bar.endNs() - 1, DAY_NS);
    }

    /** Civil date of a day (H. Hinnant, chrono-compatible low-level date algorithms, 2014), without allocating one. */
    private static double ofMonth(long epochDay) {
        long shifted = epochDay + 719_468;
        long dayOfEra = Math.floorMod(shifted, 146_097);
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long fromMarch = (5 * dayOfYear + 2) / 153;
        long start = (153 * fromMarch + 2) / 5;
        long length = fromMarch == 11 ? (isLeap(yearOfEra + 1) ? 29 : 28) : (153 * (fromMarch + 1) + 2) / 5 - start;
        return (double) (dayOfYear - start) / length;
    }

    private static boolean isLeap(long year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }
}
