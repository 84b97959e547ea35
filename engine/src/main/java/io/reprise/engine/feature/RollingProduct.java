package io.reprise.engine.feature;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;

/** The exact sum of the last n products of two whole numbers, and the sums of both. */
@HotPath
public final class RollingProduct implements Part {
    private final RollingSum first;
    private final RollingSum second;
    private final Sum128 products = new Sum128();

    public RollingProduct(int period) {
        first = new RollingSum(period);
        second = new RollingSum(period);
    }

    public void add(long a, long b) {
        if (first.isFull()) {
            products.subtractProduct(first.values().oldest(), second.values().oldest());
        }
        first.add(a);
        second.add(b);
        products.addProduct(a, b);
    }

    public boolean isFull() {
        return first.isFull();
    }

    public double sum() {
        return products.toDouble();
    }

    public long firstSum() {
        return first.sum();
    }

    public long secondSum() {
        return second.sum();
    }

    /** The sum of products of deviations from the means; only when full. */
    public double codeviation() {
        int period = first.values().size();
        long floor = Math.floorDiv(second.sum(), period);
        long rest = second.sum() - floor * period;
        return products.lessProduct(floor, first.sum()) - (double) rest * first.sum() / period;
    }

    /** Scales the first of each pair and divides the second, as a split does with price and quantity. */
    @Override
    public void scale(long by, long dividedBy) {
        first.scale(by, dividedBy);
        scaleSecond(dividedBy, by);
    }

    /** Scales both of each pair alike. */
    public void scaleBoth(long by, long dividedBy) {
        first.scale(by, dividedBy);
        scaleSecond(by, dividedBy);
    }

    /** Scales the second of each pair alone. */
    public void scaleSecond(long by, long dividedBy) {
        second.scale(by, dividedBy);
        products.clear();
        for (int i = 0; i < first.values().size(); i++) {
            products.addProduct(first.values().get(i), second.values().get(i));
        }
    }

    @Override
    public void saveState(StateOutput out) {
        first.saveState(out);
        second.saveState(out);
        products.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        first.loadState(in);
        second.loadState(in);
        products.loadState(in);
    }
}
