package io.reprise.engine.book;

import io.reprise.codecs.Side;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;

/**
 * A book of quantities by price (L2). Where a side has no room, its worst price makes room for a better one. Owned by
 * the thread that drives it.
 */
@HotPath
public final class LevelBook extends Book {
    /** Most prices of a side. */
    public static final int LEVELS_MAX = 1 << 16;

    private final int levelsMax;

    /** An empty book. */
    public LevelBook(int instrumentId) {
        this(instrumentId, LEVELS_MAX);
    }

    /** @param levelsMax most prices of a side */
    public LevelBook(int instrumentId, int levelsMax) {
        super(instrumentId, levelsMax);
        this.levelsMax = levelsMax;
    }

    @Override
    public boolean isByOrder() {
        return false;
    }

    @Override
    public long qty(Side side, int level) {
        return ladder(side).value(level);
    }

    /**
     * Sets the quantity at a price; 0 takes it out.
     *
     * @return false if a price fell out for want of room, this one or the worst
     */
    public boolean set(Side side, long px, long qty) {
        Ladder ladder = ladder(side);
        int level = ladder.find(px);
        if (level != Ladder.NONE) {
            long old = ladder.value(level);
            if (qty == 0) {
                ladder.remove(level);
            } else {
                ladder.value(level, qty);
            }
            listener().onLevel(this, side, px, old, qty);
            return true;
        }
        return qty == 0 || insert(ladder, side, px, qty);
    }

    private boolean insert(Ladder ladder, Side side, long px, long qty) {
        boolean hasRoom = ladder.size() < levelsMax;
        if (!hasRoom) {
            int worst = ladder.size() - 1;
            long worstPx = ladder.px(worst);
            if (side == Side.BUY ? px < worstPx : px > worstPx) {
                return false;
            }
            long worstQty = ladder.value(worst);
            ladder.remove(worst);
            listener().onLevel(this, side, worstPx, worstQty, 0);
        }
        ladder.insert(px, qty);
        listener().onLevel(this, side, px, 0, qty);
        return hasRoom;
    }

    @Override
    public void clear(Side side) {
        if (side != Side.SELL) {
            ladder(Side.BUY).clear();
        }
        if (side != Side.BUY) {
            ladder(Side.SELL).clear();
        }
        listener().onCleared(this, side);
    }

    @Override
    public void saveState(StateOutput out) {
        save(ladder(Side.BUY), out);
        save(ladder(Side.SELL), out);
    }

    private static void save(Ladder ladder, StateOutput out) {
        out.putInt(ladder.size());
        for (int level = ladder.size() - 1; level >= 0; level--) {
            out.putLong(ladder.px(level));
            out.putLong(ladder.value(level));
        }
    }

    @Override
    public void loadState(StateInput in) {
        load(ladder(Side.BUY), in);
        load(ladder(Side.SELL), in);
    }

    private static void load(Ladder ladder, StateInput in) {
        ladder.clear();
        int size = in.getInt();
        for (int i = 0; i < size; i++) {
            ladder.insert(in.getLong(), in.getLong());
        }
    }
}
