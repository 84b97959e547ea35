package io.reprise.engine.risk;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.fixed.Fixed;

/**
 * Where one strategy's stop is, by its {@link StopRules}: reckoned anew when a bar closes, moved only towards the price but
 * for a change of regime. Levels are exact multiples of the tick, never nearer than reckoned; the average true range is an
 * estimate. Owned by the strategy stage.
 */
@HotPath
public final class StopLevels implements Stateful {
    private final StopRules rules;
    private final long tickPx;
    private final BarMeasure measure;

    /** 1 while a long position is guarded, -1 for a short one, 0 for none. */
    private int side;

    private long entryPx;
    private long level;
    /** Of the opening order that is on its way: distance that its size was reckoned with. */
    private long planned;

    private long firstDistance;
    private long bestPx;
    private int bars;
    private long factorE8 = Fixed.ONE;
    /** Factor that the level was reckoned with. */
    private long usedE8 = Fixed.ONE;

    public StopLevels(StopRules rules, long tickPx) {
        this.rules = rules;
        this.tickPx = tickPx;
        measure = new BarMeasure(rules.period());
    }

    /** A bar closed. */
    public void onBar(Bar bar) {
        measure.onBar(bar);
        if (side != 0) {
            bars++;
            bestPx = side > 0 ? Math.max(bestPx, bar.highPx()) : Math.min(bestPx, bar.lowPx());
        }
    }

    /** The regime, by a model's output. */
    public void onRegime(int modelId, double value) {
        if (modelId == rules.regimeModel() && !Double.isNaN(value)) {
            factorE8 = value < 0 ? rules.tightE8() : value > 0 ? rules.wideE8() : Fixed.ONE;
        }
    }

    public boolean isSet() {
        return side != 0;
    }

    /** Whether it has a price, and not only bars to count. */
    public boolean hasLevel() {
        return side != 0 && rules.hasLevel();
    }

    public int side() {
        return side;
    }

    public long level() {
        return level;
    }

    public int bars() {
        return bars;
    }

    public int barsMax() {
        return rules.barsMax();
    }

    /** Distance of a stop from a price now, for a size and for the stop that will follow; as {@link Sizer#qty} takes it. */
    public long plan(boolean buy, long px) {
        long distance = rules.hasLevel() ? distance(buy ? 1 : -1, px) : Sizer.NO_STOP;
        planned = Math.max(0, distance);
        return distance;
    }

    /** Distance from a price to the stop, {@link Sizer#STOP_UNKNOWN} without an estimate. */
    private long distance(int towards, long px) {
        double range = measure.averageTrueRange();
        if (rules.kind() == StopRules.Kind.PERCENT) {
            return scaled(Fixed.multiply(Math.absExact(px), rules.valueE8()));
        }
        if (Double.isNaN(range)) {
            return Sizer.STOP_UNKNOWN;
        }
        long away = scaled(Math.round(range * Fixed.toDouble(rules.valueE8())));
        if (rules.kind() == StopRules.Kind.ATR) {
            return away;
        }
        long reckoned = towards > 0 ? px - (measure.highest() - away) : measure.lowest() + away - px;
        return Math.max(0, reckoned);
    }

    private long scaled(long distance) {
        return factorE8 == Fixed.ONE ? distance : Fixed.multiply(distance, factorE8);
    }

    /** A position is held from now on; false while there is no estimate to set a stop by. */
    public boolean start(int newSide, long px) {
        long distance = planned > 0 ? planned : rules.hasLevel() ? distance(newSide, px) : 0;
        if (distance < 0 || rules.hasLevel() && distance == 0) {
            return false;
        }
        side = newSide;
        entryPx = px;
        bestPx = px;
        bars = 0;
        firstDistance = distance;
        usedE8 = factorE8;
        level = toTick(px - newSide * distance);
        return true;
    }

    /** Nothing is held any more. */
    public void end() {
        side = 0;
        entryPx = 0;
        level = 0;
        planned = 0;
        firstDistance = 0;
        bestPx = 0;
        bars = 0;
        usedE8 = factorE8;
    }

    /** Whether a bar reached the level. */
    public boolean isHit(Bar bar) {
        return hasLevel() && (side > 0 ? bar.lowPx() <= level : bar.highPx() >= level);
    }

    public boolean isTimeUp() {
        return side != 0 && rules.barsMax() > 0 && bars >= rules.barsMax();
    }

    /** Moves the level to where it now belongs; NONE when it stays. */
    public Reason move() {
        if (!hasLevel()) {
            return Reason.NONE;
        }
        long before = level;
        boolean isRegime = usedE8 != factorE8;
        if (isRegime) {
            long from = rules.trails() ? bestPx : entryPx;
            long distance = Math.absExact(from - level);
            level = toTick(from - side * Fixed.mulDivHalfEven(distance, factorE8, usedE8));
            usedE8 = factorE8;
        }
        if (rules.trails()) {
            trail();
        }
        if (rules.breakEvenE8() > 0
                && side * (bestPx - entryPx) >= Fixed.multiply(firstDistance, rules.breakEvenE8())) {
            towards(entryPx);
        }
        return level == before ? Reason.NONE : isRegime ? Reason.STOP_REGIME : Reason.STOP_MOVED;
    }

    private void trail() {
        if (rules.kind() != StopRules.Kind.CHANDELIER) {
            long distance = distance(side, bestPx);
            if (distance > 0) {
                towards(bestPx - side * distance);
            }
        } else if (measure.hasRange()) {
            long away = scaled(Math.round(measure.averageTrueRange() * Fixed.toDouble(rules.valueE8())));
            towards(side > 0 ? measure.highest() - away : measure.lowest() + away);
        }
    }

    /** Only nearer to the price. */
    private void towards(long px) {
        long wanted = toTick(px);
        level = side > 0 ? Math.max(level, wanted) : Math.min(level, wanted);
    }

    /** A stop that sells is rounded down, one that buys up. */
    private long toTick(long px) {
        return side > 0 ? Math.floorDiv(px, tickPx) * tickPx : Math.ceilDiv(px, tickPx) * tickPx;
    }

    /** A split of so many new units for so many old ones: prices become as much smaller. */
    public void rescale(long numerator, long denominator) {
        measure.rescale((double) denominator / numerator);
        if (side != 0) {
            entryPx = Fixed.mulDivHalfEven(entryPx, denominator, numerator);
            bestPx = Fixed.mulDivHalfEven(bestPx, denominator, numerator);
            level = toTick(Fixed.mulDivHalfEven(level, denominator, numerator));
        }
        firstDistance = Fixed.mulDivHalfEven(firstDistance, denominator, numerator);
        planned = Fixed.mulDivHalfEven(planned, denominator, numerator);
    }

    @Override
    public void saveState(StateOutput out) {
        measure.saveState(out);
        out.putInt(side);
        out.putLong(entryPx);
        out.putLong(level);
        out.putLong(planned);
        out.putLong(firstDistance);
        out.putLong(bestPx);
        out.putInt(bars);
        out.putLong(factorE8);
        out.putLong(usedE8);
    }

    @Override
    public void loadState(StateInput in) {
        measure.loadState(in);
        side = in.getInt();
        entryPx = in.getLong();
        level = in.getLong();
        planned = in.getLong();
        firstDistance = in.getLong();
        bestPx = in.getLong();
        bars = in.getInt();
        factorE8 = in.getLong();
        usedE8 = in.getLong();
    }
}
