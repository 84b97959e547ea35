package io.reprise.research.access;

import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalLock;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.time.NanoClock;
import io.reprise.engine.time.Times;
import io.reprise.research.store.Json;
import io.reprise.research.store.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every call, appended to a journal of its own, chained and sealed like any other. A journal has one writer, so each process
 * that answers calls at the same time has a folder, {@code 1}, {@code 2}, ...; all are read together. Safe from any thread.
 */
public final class Audit implements AutoCloseable {
    /** In the side-car's folder. */
    public static final String FOLDER = "audit";

    private static final int WRITERS_MAX = 16;
    private static final int ARGUMENTS_CHARS_MAX = 4_000;
    private static final int DETAIL_CHARS_MAX = 1_000;
    private static final int WHAT_CHARS_MAX = 200;
    private static final String HIDDEN = "***";
    private static final Pattern SECRET_KEY =
            Pattern.compile("(?i).*(token|secret|passw|passphrase|authorization|credential|api_?key).*");
    private static final Pattern SECRET_TEXT = Pattern.compile("rpt_[A-Za-z0-9_-]{43}");
    private static final JournalSettings SETTINGS = JournalSettings.defaults()
            .withDocumentBytesMax(128 << 10)
            .withSegmentBytes(8 << 20)
            .withBlockBytes(1 << 20);

    private final Path folder;
    private final Path own;
    private final NanoClock clock;
    private final JournalFolder journal;
    private final AuditFrames frames;
    private final List<BiConsumer<AuditEvent, AuditEntry>> listeners = Collections.synchronizedList(new ArrayList<>());
    private long lastNs;
    private boolean closed;

    private Audit(Path folder, Path own, JournalFolder journal, NanoClock clock) {
        this.folder = folder;
        this.own = own;
        this.journal = journal;
        this.clock = clock;
        frames = new AuditFrames(journal.inbound());
        lastNs = journal.inbound().lastTsInitNs();
    }

    /** Opens the audit in the side-car's folder, in the first place where nobody else writes. */
    public static Audit open(Path sideCarFolder, NanoClock clock) {
        Path folder = sideCarFolder.resolve(FOLDER);
        PrivateFile.folder(folder);
        JournalException taken = null;
        for (int i = 1; i <= WRITERS_MAX; i++) {
            Path own = folder.resolve(Integer.toString(i));
            PrivateFile.folder(own);
            if (!JournalLock.isHeld(own)) {
                try {
                    return new Audit(folder, own, JournalFolder.open(own, SETTINGS), clock);
                } catch (JournalException heldMeanwhile) {
                    taken = heldMeanwhile;
                }
            }
        }
        throw new JournalException("the audit " + folder + " cannot be written, so no call is answered"
                + (taken == null ? "" : ": " + taken.getMessage()));
    }

    /** The journal that this process writes, for those who seal it. */
    public Path journal() {
        return own;
    }

    /** Tells somebody of each entry after it is written: a stream, or the engine whose session a call concerns. */
    public void listen(BiConsumer<AuditEvent, AuditEntry> listener) {
        listeners.add(listener);
    }

    /**
     * Records a call before its answer leaves.
     *
     * @throws JournalException when it cannot be written: then the call must not be answered
     */
    public AuditEntry record(AuditEvent event) {
        AuditEntry entry;
        synchronized (this) {
            lastNs = Math.max(lastNs, clock.epochNs());
            entry = entry(event, Times.format(lastNs));
            byte[] text = Json.text(entry).getBytes(StandardCharsets.UTF_8);
            if (closed) {
                throw new JournalException("the audit " + own + " is closed");
            }
            entry = entry.at(place(own, frames.append(text, lastNs)));
        }
        for (BiConsumer<AuditEvent, AuditEntry> listener : List.copyOf(listeners)) {
            listener.accept(event, entry);
        }
        return entry;
    }

    private static AuditEntry entry(AuditEvent event, String time) {
        return new AuditEntry(
                null,
                time,
                cut(event.actor(), WHAT_CHARS_MAX),
                event.tokenId(),
                event.scope() == null ? null : event.scope().text(),
                cut(event.what(), WHAT_CHARS_MAX),
                cut(Json.text(hidden(event.arguments())), ARGUMENTS_CHARS_MAX),
                event.outcome().name(),
                cut(event.detail(), DETAIL_CHARS_MAX),
                cut(event.session(), WHAT_CHARS_MAX),
                event.effectSeq(),
                cut(event.approver(), WHAT_CHARS_MAX));
    }

    private static Map<String, Object> hidden(Map<?, ?> arguments) {
        Map<String, Object> shown = new LinkedHashMap<>();
        arguments.forEach((key, value) -> {
            String name = String.valueOf(key);
            shown.put(
                    name,
                    SECRET_KEY.matcher(name).matches()
                            ? HIDDEN
                            : value instanceof Map<?, ?> inner ? hidden(inner) : value);
        });
        return shown;
    }

    private static String cut(String text, int charsMax) {
        if (text == null) {
            return null;
        }
        String safe = SECRET_TEXT.matcher(text).replaceAll("rpt_" + HIDDEN);
        if (safe.length() <= charsMax) {
            return safe;
        }
        int end = Character.isHighSurrogate(safe.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
        return safe.substring(0, end) + "...";
    }

    /** The newest entries that are wanted, newest first. */
    public List<AuditEntry> newest(int limit, Predicate<AuditEntry> wanted) {
        List<AuditEntry> all = new ArrayList<>();
        for (Path writer : writers()) {
            AuditFrames.read(writer, (seq, text) -> {
                AuditEntry entry = Json.read(text, AuditEntry.class).at(place(writer, seq));
                if (wanted.test(entry)) {
                    all.add(entry);
                }
            });
        }
        all.sort(Comparator.comparing((AuditEntry entry) -> Times.parse(entry.time()))
                .thenComparing(
                        entry -> Long.parseLong(entry.id().substring(entry.id().indexOf('-') + 1)))
                .reversed());
        return List.copyOf(all.subList(0, Math.min(limit, all.size())));
    }

    private List<Path> writers() {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(writer -> Files.isDirectory(writer.resolve(JournalFolder.INBOUND)))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + folder + ": " + failed.getMessage(), failed);
        }
    }

    private static String place(Path writer, long seq) {
        return writer.getFileName() + "-" + seq;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            journal.close();
        }
    }
}
