package io.reprise.research.reference;

import io.reprise.engine.fixed.Fixed;
import io.reprise.research.ingest.DayBar;
import java.util.List;

/**
 * Raw daily bars and, beside them, what to multiply their prices by. Immutable by convention: the arrays are not to be
 * written by who reads them.
 *
 * @param raw as traded, oldest first
 * @param adjustmentFactor for each bar: adjusted price = raw price x factor
 * @param unitFactor for each bar, of splits only: adjusted volume = raw volume / factor
 */
public record AdjustedSeries(List<DayBar> raw, double[] adjustmentFactor, double[] unitFactor) {
    public AdjustedSeries {
        raw = List.copyOf(raw);
    }

    /** Number of bars. */
    public int size() {
        return raw.size();
    }

    /** Adjusted close of a bar. */
    public double close(int bar) {
        return Fixed.toDouble(raw.get(bar).close()) * adjustmentFactor[bar];
    }
}
