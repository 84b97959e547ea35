package io.reprise.engine.feature.trend;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.RollingMoments;
import io.reprise.engine.feature.ValueFeature;
import io.reprise.engine.feature.WeightedSum;

/**
 * Least squares of the last n closes on time: slope in price a bar, end of the line, or R squared (0 for equal closes).
 * All sums are exact.
 */
@HotPath
final class Regression extends ValueFeature {
    enum Part {
        SLOPE,
        END,
        R_SQUARED
    }

    private final Part part;
    private final int period;
    /** Sum of squared deviations of 1 to n. */
    private final double timeSquares;

    private final WeightedSum closes;
    private final RollingMoments moments;

    Regression(Part part, int period) {
        super(part == Part.R_SQUARED ? FeatureUnit.NONE : FeatureUnit.PRICE);
        this.part = part;
        this.period = period;
        timeSquares = period * ((double) period * period - 1) / 12;
        closes = price(new WeightedSum(period));
        moments = price(new RollingMoments(period));
    }

    @Override
    public void onBar(Bar bar) {
        closes.add(bar.closePx());
        moments.add(bar.closePx());
        if (!closes.isFull()) {
            return;
        }
        double codeviation = closes.codeviation();
        switch (part) {
            case SLOPE -> say(codeviation / timeSquares / 1e8);
            case END -> say((closes.sum() / (double) period + codeviation / timeSquares * ((period - 1) / 2.0)) / 1e8);
            default -> {
                double squares = moments.squaredDeviations();
                say(squares == 0 ? 0 : codeviation * codeviation / (timeSquares * squares));
            }
        }
    }
}
