package io.reprise.engine.journal;

import java.io.File;
import java.nio.file.Path;

/** Tells when a disk is about to be full, early enough to halt in good order. Thread safe. */
final class DiskWatermark {
    /** Growth between two looks at the disk. */
    static final long CHECK_BYTES = 8L << 20;

    private final File folder;
    private final long watermarkBytes;

    DiskWatermark(Path folder, long watermarkBytes) {
        this.folder = folder.toFile();
        this.watermarkBytes = watermarkBytes;
    }

    boolean isLow() {
        return watermarkBytes > 0 && freeBytes() < watermarkBytes;
    }

    String sentence() {
        return freeBytes() + " bytes are free on the disk of " + folder + ", less than the watermark of "
                + watermarkBytes + ", so nothing more is appended; make room or lower journal.watermarkBytes";
    }

    long freeBytes() {
        return folder.getUsableSpace();
    }
}
