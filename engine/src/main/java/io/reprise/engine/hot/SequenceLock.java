package io.reprise.engine.hot;

import java.lang.invoke.VarHandle;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A lock that only readers wait for: a version in shared memory, odd while the one writer writes. A reader copies, and
 * believes the copy only when the version was even and the same before and after. A reader that stops or dies holds
 * nothing; a writer that dies while it writes leaves the version odd, which readers see. (The seqlock of the Linux kernel;
 * the fences after H. Boehm, Can Seqlocks Get Along With Programming Language Memory Models?, 2012.)
 */
final class SequenceLock {
    private static final int VERSION = 0;

    private final UnsafeBuffer memory;

    /** @param memory eight aligned bytes, shared; 0 at first */
    SequenceLock(UnsafeBuffer memory) {
        this.memory = memory;
    }

    /** For the writer: from now on readers wait. */
    void beginWrite() {
        memory.putLong(VERSION, memory.getLong(VERSION) + 1);
        VarHandle.storeStoreFence();
    }

    /** For the writer: what was written holds. */
    void endWrite() {
        memory.putLongRelease(VERSION, memory.getLong(VERSION) + 1);
    }

    /** For a reader, before it copies: the version, odd while somebody writes. */
    long beginRead() {
        return memory.getLongVolatile(VERSION);
    }

    /** For a reader, after it copied: whether the copy is whole. */
    boolean isWhole(long versionBefore) {
        VarHandle.loadLoadFence();
        return (versionBefore & 1) == 0 && memory.getLong(VERSION) == versionBefore;
    }
}
