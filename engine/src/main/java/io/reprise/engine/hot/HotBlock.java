package io.reprise.engine.hot;

import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A block of shared memory and a copy of it, read or written field by field in a fixed order: whoever writes fills the copy
 * and then shares it, whoever reads takes the copy first. Owned by one thread.
 */
final class HotBlock implements StateOutput, StateInput {
    private static final int TEXT_CELL_BYTES = Long.BYTES;

    private final UnsafeBuffer shared;
    private final long[] cells = new long[HotMap.BLOCK_CELLS];
    private int at;

    HotBlock(UnsafeBuffer shared) {
        this.shared = shared;
    }

    /** Back to the first field. */
    HotBlock rewind() {
        at = 0;
        return this;
    }

    /** Copies the fields that were put since {@link #rewind} into shared memory. */
    void share() {
        for (int i = 0; i < at; i++) {
            shared.putLong(i * Long.BYTES, cells[i]);
        }
    }

    /** Copies shared memory, all of it, whether whole or torn. */
    void take() {
        for (int i = 0; i < cells.length; i++) {
            cells[i] = shared.getLong(i * Long.BYTES);
        }
        at = 0;
    }

    @Override
    public void putLong(long value) {
        cells[at++] = value;
    }

    @Override
    public long getLong() {
        return cells[at++];
    }

    /** Puts ASCII text; it must fit into so many cells of eight characters. */
    void putText(String text, int textCells) {
        Objects.checkIndex(text.length(), textCells * TEXT_CELL_BYTES + 1);
        for (int cell = 0; cell < textCells; cell++) {
            long packed = 0;
            for (int i = 0; i < TEXT_CELL_BYTES; i++) {
                int index = cell * TEXT_CELL_BYTES + i;
                packed |= index < text.length() ? (text.charAt(index) & 0x7FL) << i * Byte.SIZE : 0;
            }
            putLong(packed);
        }
    }

    String getText(int textCells) {
        StringBuilder text = new StringBuilder();
        for (int cell = 0; cell < textCells; cell++) {
            for (long packed = getLong(); packed != 0; packed >>>= Byte.SIZE) {
                text.append((char) (packed & 0x7F));
            }
        }
        return text.toString();
    }
}
