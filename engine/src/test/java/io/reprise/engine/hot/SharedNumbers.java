package io.reprise.engine.hot;

import java.util.List;

/** Two blocks that hold one number in every field, so that a mixture of two writes is seen. Owned by one thread. */
final class SharedNumbers {
    static final List<String> KEYS = List.of(HotKeys.LOCK, "a", "b");
    /** The answer to a read during which somebody wrote. */
    static final long CHANGED = -1;
    /** The answer to a torn read that passed for a whole one: there must be none. */
    static final long MIXED = -2;

    private final SequenceLock lock;
    private final HotBlock[] blocks;

    SharedNumbers(HotMap map) {
        lock = new SequenceLock(map.bind(HotKeys.LOCK));
        blocks = new HotBlock[] {new HotBlock(map.bind("a")), new HotBlock(map.bind("b"))};
    }

    void write(long number) {
        for (HotBlock block : blocks) {
            block.rewind();
            for (int i = 0; i < HotMap.BLOCK_CELLS; i++) {
                block.putLong(number);
            }
        }
        lock.beginWrite();
        for (HotBlock block : blocks) {
            block.share();
        }
        lock.endWrite();
    }

    /** Goes half through a read. */
    void beginReading() {
        lock.beginRead();
        blocks[0].take();
    }

    long read() {
        long version = lock.beginRead();
        blocks[0].take();
        blocks[1].take();
        if (!lock.isWhole(version)) {
            return CHANGED;
        }
        long first = blocks[0].getLong();
        for (int i = 1; i < 2 * HotMap.BLOCK_CELLS; i++) {
            if (blocks[i / HotMap.BLOCK_CELLS].getLong() != first) {
                return MIXED;
            }
        }
        return first;
    }
}
