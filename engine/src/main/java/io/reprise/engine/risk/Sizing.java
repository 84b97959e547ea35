package io.reprise.engine.risk;

import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.fixed.Fixed;

/**
 * How large an opening order is (rule 22 of docs/semantics.md): a fixed quantity, or a fraction of equity.
 *
 * @param fixedQty quantity at 1e-8, 0 when a fraction is used
 * @param fraction of equity at 1e-8, above 0 and at most 1; 0 when a fixed quantity is used
 */
public record Sizing(long fixedQty, long fraction) {
    public Sizing {
        if ((fixedQty > 0) == (fraction > 0) || fixedQty < 0 || fraction < 0 || fraction > Fixed.ONE) {
            throw new IllegalArgumentException(
                    "a size is either a quantity above 0 or a fraction above 0 and at most 1, not "
                            + Decimals.plain(fixedQty) + " and " + Decimals.plain(fraction));
        }
    }

    public static Sizing quantity(long qty) {
        return new Sizing(qty, 0);
    }

    public static Sizing fractionOfEquity(long fraction) {
        return new Sizing(0, fraction);
    }

    public boolean isFixed() {
        return fixedQty > 0;
    }
}
