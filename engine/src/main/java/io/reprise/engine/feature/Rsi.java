package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.fixed.Fixed;

/**
 * Wilder's relative strength index of the close, 0 to 100: 100 G / (G + L), 50 when both are 0 (J. W. Wilder, New
 * Concepts in Technical Trading Systems, 1978; SEMANTICS rule 26). G and L, mean gain and loss, start as the plain mean
 * of the first n gains and losses and go on as x += (v - x) / n. Warm-up n + 1 bars. ta4j starts them with the first
 * change instead and meets this one as both forget. Changes are exact differences of closes, then px / 1e8.
 */
@HotPath
final class Rsi implements Feature {
    private final int period;
    /** Changes seen, at most n. */
    private int changes;

    private boolean hasClose;
    private long closePx;
    /** Exact sums of the first n gains and losses, 1e-8; used no more once the means have started. */
    private long gainSum;

    private long lossSum;
    private double gain;
    private double loss;

    Rsi(int period) {
        this.period = period;
    }

    @Override
    public void onBar(Bar bar) {
        long previousPx = closePx;
        closePx = bar.closePx();
        if (!hasClose) {
            hasClose = true;
            return;
        }
        long change = Math.subtractExact(closePx, previousPx);
        long up = Math.max(change, 0);
        long down = Math.max(Math.negateExact(change), 0);
        if (changes < period) {
            start(up, down);
        } else {
            gain += (up / 1e8 - gain) / period;
            loss += (down / 1e8 - loss) / period;
        }
    }

    private void start(long up, long down) {
        gainSum = Math.addExact(gainSum, up);
        lossSum = Math.addExact(lossSum, down);
        changes++;
        if (changes == period) {
            gain = gainSum / 1e8 / period;
            loss = lossSum / 1e8 / period;
        }
    }

    /** The close and the sums of the first changes are rounded half-even to 1e-8. */
    @Override
    public void rescale(long numerator, long denominator) {
        closePx = Fixed.mulDivHalfEven(closePx, denominator, numerator);
        gainSum = Fixed.mulDivHalfEven(gainSum, denominator, numerator);
        lossSum = Fixed.mulDivHalfEven(lossSum, denominator, numerator);
        gain *= (double) denominator / numerator;
        loss *= (double) denominator / numerator;
    }

    @Override
    public boolean ready() {
        return changes == period;
    }

    @Override
    public double value() {
        if (!ready()) {
            return Double.NaN;
        }
        if (loss == 0) {
            return gain == 0 ? 50 : 100;
        }
        return 100 * gain / (gain + loss);
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(changes);
        out.putBoolean(hasClose);
        out.putLong(closePx);
        out.putLong(gainSum);
        out.putLong(lossSum);
        out.putDouble(gain);
        out.putDouble(loss);
    }

    @Override
    public void loadState(StateInput in) {
        changes = in.getInt();
        hasClose = in.getBoolean();
        closePx = in.getLong();
        gainSum = in.getLong();
        lossSum = in.getLong();
        gain = in.getDouble();
        loss = in.getDouble();
    }
}
