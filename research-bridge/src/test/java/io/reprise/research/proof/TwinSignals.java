package io.reprise.research.proof;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The three strategies, by rules 25 to 27 of docs/semantics.md: closed bars in, the wanted state out. */
final class TwinSignals {
    static final int SHORT = -1;
    static final int FLAT = 0;
    static final int LONG = 1;

    private final TwinCase options;
    private final boolean shorts;
    private final List<TwinEvent> bars = new ArrayList<>();
    private int state = FLAT;
    private double gain;
    private double loss;
    private Double rsiBefore;

    TwinSignals(TwinCase options) {
        this.options = options;
        shorts = options.flag("shorts");
    }

    int barCount() {
        return bars.size();
    }

    /** The state after one more closed bar. */
    int onBar(TwinEvent bar) {
        bars.add(bar);
        state = switch (options.text("strategy")) {
            case "sma-cross" -> smaCross(options.count("fast", 10), options.count("slow", 30));
            case "rsi-reversion" -> rsiReversion(options.count("period", 14));
            case "donchian-breakout" -> donchian(options.count("entry", 20), options.count("exit", 10));
            default -> throw new IllegalArgumentException(options.text("strategy"));
        };
        return state;
    }

    private int smaCross(int fast, int slow) {
        int most = Math.max(fast, slow);
        int now = bars.size();
        if (now < most) {
            return state;
        }
        int side = compareMeans(now, fast, slow);
        int next = state;
        if (state == LONG && side < 0 || state == SHORT && side > 0) {
            next = FLAT;
        }
        if (now - 1 < most) {
            return next;
        }
        int sideBefore = compareMeans(now - 1, fast, slow);
        if (sideBefore <= 0 && side > 0) {
            next = LONG;
        }
        if (sideBefore >= 0 && side < 0) {
            next = shorts ? SHORT : FLAT;
        }
        return next;
    }

    /** Sign of mean(fast) - mean(slow) over the first count bars. */
    private int compareMeans(int count, int fast, int slow) {
        BigDecimal left = sumOfCloses(count - fast, count).multiply(BigDecimal.valueOf(slow));
        return left.compareTo(sumOfCloses(count - slow, count).multiply(BigDecimal.valueOf(fast)));
    }

    private BigDecimal sumOfCloses(int from, int to) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = from; i < to; i++) {
            sum = sum.add(bars.get(i).close());
        }
        return sum;
    }

    private int rsiReversion(int n) {
        Double rsi = rsi(n);
        double lower = options.decimal("lower", "30").doubleValue();
        double upper = options.decimal("upper", "70").doubleValue();
        int next = state;
        if (rsi != null && rsiBefore != null) {
            if (rsiBefore <= lower && rsi > lower) {
                next = LONG;
            }
            if (rsiBefore >= upper && rsi < upper) {
                next = shorts ? SHORT : FLAT;
            }
        }
        rsiBefore = rsi;
        return next;
    }

    private Double rsi(int n) {
        int changes = bars.size() - 1;
        if (changes < n) {
            return null;
        }
        if (changes == n) {
            BigDecimal gains = BigDecimal.ZERO;
            BigDecimal losses = BigDecimal.ZERO;
            for (int i = 1; i <= n; i++) {
                gains = gains.add(change(i).max(BigDecimal.ZERO));
                losses = losses.add(change(i).negate().max(BigDecimal.ZERO));
            }
            gain = gains.doubleValue() / n;
            loss = losses.doubleValue() / n;
        } else {
            double change = change(changes).doubleValue();
            gain += (Math.max(0, change) - gain) / n;
            loss += (Math.max(0, -change) - loss) / n;
        }
        return gain == 0 && loss == 0 ? 50.0 : 100 * gain / (gain + loss);
    }

    private BigDecimal change(int i) {
        return bars.get(i).close().subtract(bars.get(i - 1).close());
    }

    private int donchian(int entry, int exit) {
        int before = bars.size() - 1;
        BigDecimal close = bars.getLast().close();
        int next = state;
        if (before >= exit) {
            boolean longEnds = state == LONG && close.compareTo(lowestLow(before - exit, before)) < 0;
            boolean shortEnds = state == SHORT && close.compareTo(highestHigh(before - exit, before)) > 0;
            if (longEnds || shortEnds) {
                next = FLAT;
            }
        }
        if (before >= entry) {
            if (close.compareTo(highestHigh(before - entry, before)) > 0) {
                next = LONG;
            }
            if (close.compareTo(lowestLow(before - entry, before)) < 0) {
                next = shorts ? SHORT : FLAT;
            }
        }
        return next;
    }

    private BigDecimal highestHigh(int from, int to) {
        BigDecimal highest = bars.get(from).high();
        for (int i = from; i < to; i++) {
            highest = highest.max(bars.get(i).high());
        }
        return highest;
    }

    private BigDecimal lowestLow(int from, int to) {
        BigDecimal lowest = bars.get(from).low();
        for (int i = from; i < to; i++) {
            lowest = lowest.min(bars.get(i).low());
        }
        return lowest;
    }
}
