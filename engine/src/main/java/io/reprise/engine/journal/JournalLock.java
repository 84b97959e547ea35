package io.reprise.engine.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to write into a folder: a kernel lock on a file in it, which the kernel drops when the process ends, however
 * it ends. May be closed by any thread.
 */
public final class JournalLock implements AutoCloseable {
    /** Name of the locked file; it stays, empty. */
    public static final String FILE_NAME = "writer.lock";

    /**
     * Folders this process holds. A kernel lock belongs to the process, and closing any other channel on the file drops
     * it, so a second opening in the same process must be refused before the file is opened.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /**
     * Whoever asks {@link #isHeld} has a shared lock for a moment, which is not a reason to refuse a writer: it tries again
     * for so long.
     */
    private static final int TRIES = 50;

    private static final long BETWEEN_TRIES_NS = 2_000_000;

    private final Path key;
    private final FileChannel channel;
    private final FileLock lock;
    private boolean closed;

    private JournalLock(Path key, FileChannel channel, FileLock lock) {
        this.key = key;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock, making the folder if need be.
     *
     * @throws JournalException naming the folder, when somebody has it or the folder cannot be written
     */
    public static JournalLock acquire(Path folder) {
        Path key;
        try {
            Files.createDirectories(folder);
            key = folder.toRealPath();
        } catch (IOException e) {
            throw new JournalException("cannot write to " + folder + ": " + reason(e), e);
        }
        if (!HELD.add(key)) {
            throw refused(folder, "this process");
        }
        JournalLock held = null;
        try {
            for (int i = 0; held == null && i < TRIES; i++) {
                if (i > 0) {
                    LockSupport.parkNanos(BETWEEN_TRIES_NS);
                }
                held = lock(folder, key);
            }
            if (held == null) {
                throw refused(folder, "another process");
            }
            return held;
        } finally {
            if (held == null) {
                HELD.remove(key);
            }
        }
    }

    /** One try; null when another process has a lock. Not while this process asks whether a folder is held. */
    private static synchronized JournalLock lock(Path folder, Path key) {
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel = FileChannel.open(folder.resolve(FILE_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw refused(folder, "this process");
        } catch (IOException e) {
            throw new JournalException("cannot lock " + folder + ": " + reason(e), e);
        } finally {
            if (lock == null && channel != null) {
                closeQuietly(channel);
            }
        }
        return lock == null ? null : new JournalLock(key, channel, lock);
    }

    /** Whether somebody writes into the folder now, as far as can be told without writing. */
    public static synchronized boolean isHeld(Path folder) {
        Path file = folder.resolve(FILE_NAME);
        try {
            if (!Files.exists(file)) {
                return false;
            }
            if (HELD.contains(folder.toRealPath())) {
                return true;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                    FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
                return lock == null;
            }
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The message of some is the path alone. */
    private static String reason(IOException failed) {
        return switch (failed) {
            case AccessDeniedException denied -> "no permission";
            case NoSuchFileException none -> "it cannot be made there";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(failed.getMessage());
        };
    }

    private static JournalException refused(Path folder, String who) {
        return new JournalException(
                folder + " is being written by " + who + "; a journal has one writer, so stop that one first");
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // nothing was written through it
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            lock.release();
        } catch (IOException e) {
            // closing the channel below drops it as well
        }
        closeQuietly(channel);
        HELD.remove(key);
    }
}
