package io.reprise.engine.journal;

import java.nio.file.Path;

/**
 * A journal that this process writes: the folder's lock and an appender per stream, made when first asked for. Owned by
 * one thread, though each appender may be handed to another.
 */
public final class JournalFolder implements AutoCloseable {
    public static final String INBOUND = "inbound";
    public static final String OUTBOUND = "outbound";
    public static final String SNAPSHOTS = "snapshots";
    public static final String MANIFEST = "manifest.json";

    private final Path folder;
    private final JournalSettings settings;
    private final JournalLock lock;
    private StreamAppender inbound;
    private StreamAppender outbound;

    private JournalFolder(Path folder, JournalSettings settings, JournalLock lock) {
        this.folder = folder;
        this.settings = settings;
        this.lock = lock;
    }

    /**
     * Opens a journal for writing, making the folder if it is not there.
     *
     * @throws JournalException when somebody else writes it
     */
    public static JournalFolder open(Path folder, JournalSettings settings) {
        Path absolute = folder.toAbsolutePath().normalize();
        return new JournalFolder(absolute, settings, JournalLock.acquire(absolute));
    }

    /**
     * Lets a thread of its own load what appending needs, which takes some tenths of a second in a new process: for those
     * who have something else to do before they open a journal for writing.
     */
    public static void prepare() {
        Thread.ofPlatform().daemon().name("reprise-prepare").start(ChronicleStream::prepare);
    }

    public static Path inbound(Path journalFolder) {
        return journalFolder.resolve(INBOUND);
    }

    public static Path outbound(Path journalFolder) {
        return journalFolder.resolve(OUTBOUND);
    }

    public static Path snapshots(Path journalFolder) {
        return journalFolder.resolve(SNAPSHOTS);
    }

    public static Path manifestFile(Path journalFolder) {
        return journalFolder.resolve(MANIFEST);
    }

    public StreamAppender inbound() {
        if (inbound == null) {
            inbound = StreamAppender.open(inbound(folder), settings);
        }
        return inbound;
    }

    /** The outbound stream; a content digest is kept for inbound only. */
    public StreamAppender outbound() {
        if (outbound == null) {
            outbound = StreamAppender.open(outbound(folder), settings.withContentDigest(false));
        }
        return outbound;
    }

    public Path folder() {
        return folder;
    }

    /** The manifest as it is on disk now. */
    public JournalManifest manifest() {
        return JournalManifest.read(folder);
    }

    /** Adds or replaces a property of the manifest. */
    public void property(String key, String value) {
        JournalManifest.read(folder).withProperty(key, value).write(folder);
    }

    @Override
    public void close() {
        try {
            if (inbound != null) {
                inbound.close();
            }
        } finally {
            try {
                if (outbound != null) {
                    outbound.close();
                }
            } finally {
                lock.close();
            }
        }
    }
}
