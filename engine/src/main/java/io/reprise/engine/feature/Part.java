package io.reprise.engine.feature;

import io.reprise.engine.domain.Stateful;

/**
 * A piece of a feature's state, such as a moving window or a mean, that can be saved and, if its values are prices or
 * quantities, follow a split. Owned by its feature.
 */
public interface Part extends Stateful {
    /**
     * Multiplies all values by by / dividedBy, both above 0. Whole numbers are rounded half-even, by at most half a unit
     * of 1e-8 each, and not at all when dividedBy is 1; sums are taken anew from the rounded values. Doubles are off by
     * at most an ulp. Cold.
     */
    void scale(long by, long dividedBy);
}
