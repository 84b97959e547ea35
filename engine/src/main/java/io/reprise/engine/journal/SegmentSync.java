package io.reprise.engine.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Forces a stream's segments to the disk, through a file descriptor of its own: the kernel writes what is dirty of the
 * file, however it became so. Owned by the thread that appends.
 */
final class SegmentSync implements AutoCloseable {
    private static final int NONE = -1;

    private final Path folder;
    private FileChannel channel;
    private int segment = NONE;

    SegmentSync(Path folder) {
        this.folder = folder;
    }

    /** Returns when all that was written to a segment, and the segment's name, are on the disk. */
    void force(int newSegment) throws IOException {
        if (newSegment != segment) {
            close();
            channel = FileChannel.open(Segments.file(folder, newSegment), StandardOpenOption.WRITE);
            segment = newSegment;
            channel.force(true);
            forceName(folder);
            forceName(folder.getParent());
        } else {
            channel.force(false);
        }
    }

    private static void forceName(Path of) throws IOException {
        try (FileChannel names = FileChannel.open(of, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        segment = NONE;
        if (channel != null) {
            channel.close();
        }
    }
}
