package io.reprise.research.history;

import io.reprise.codecs.InstrumentDefinitionDecoder;
import io.reprise.engine.backtest.FrameCursor;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.event.InstrumentFrames;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The warm tier: closed market journals, wherever they lie below some folders. What a journal holds is found by reading it once;
 * its content digest stands for it from then on. Owned by one thread.
 */
final class WarmJournals {
    static final int DEPTH_MAX = 8;
    private static final String HOLDS_MARKET = "market";

    private final List<Path> roots;
    private final Map<String, List<Part>> known = new HashMap<>();

    WarmJournals(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /**
     * A closed market journal.
     *
     * @param folder where it is
     * @param sha256 of its frames
     * @param firstTsInitNs when its first frame was known
     * @param lastTsInitNs when its last frame was known
     * @param parts the series in it
     */
    record Journal(Path folder, String sha256, long firstTsInitNs, long lastTsInitNs, List<Part> parts) {}

    /**
     * A series in a journal.
     *
     * @param ids of its instrument there
     * @param rows how many
     * @param cover times that the journal answers for
     */
    record Part(Series series, BitSet ids, long rows, Cover cover) {
        /** The rows that were known at these times. */
        Batches read(Path journal, Cover wanted) {
            return new JournalRows(journal, series.key(), ids, wanted);
        }
    }

    /** The journals, oldest first; one that cannot be read is told, and left out. */
    List<Journal> all(List<String> problems) {
        List<Journal> found = new ArrayList<>();
        for (Path folder : folders()) {
            try {
                JournalManifest manifest = JournalManifest.read(folder);
                boolean isMarket = HOLDS_MARKET.equals(manifest.properties().get("holds"));
                if (isMarket && manifest.closed()) {
                    found.add(journal(folder, manifest));
                } else if (isMarket) {
                    problems.add(folder + " was not written to its end, and is left as it is");
                }
            } catch (IllegalStateException damaged) {
                problems.add(folder + " cannot be read: " + damaged.getMessage());
            }
        }
        found.sort(Comparator.comparingLong(Journal::firstTsInitNs).thenComparing(Journal::folder));
        return found;
    }

    private Journal journal(Path folder, JournalManifest manifest) {
        var totals = manifest.stream(JournalFolder.INBOUND);
        List<Part> parts = known.computeIfAbsent(totals.contentSha256(), _ -> parts(folder));
        return new Journal(folder, totals.contentSha256(), totals.firstTsInitNs(), totals.lastTsInitNs(), parts);
    }

    /** Gathers one series while a journal is read. */
    private static final class Found {
        final Series series;
        final BitSet ids = new BitSet();
        final Cover.Gathering cover = new Cover.Gathering();
        long rows;

        Found(Series series) {
            this.series = series;
        }
    }

    private static List<Part> parts(Path folder) {
        Map<Integer, Instrument> instruments = new HashMap<>();
        Map<Series.Key, Found> found = new TreeMap<>(HistoryOrder.KEYS);
        Found last = null;
        long lastOf = Long.MIN_VALUE;
        try (FrameCursor cursor = new FrameCursor(folder.resolve(JournalFolder.INBOUND))) {
            while (cursor.advance()) {
                int template = cursor.templateId();
                int id = Event.instrumentId(cursor.buffer(), cursor.offset());
                if (template == InstrumentDefinitionDecoder.TEMPLATE_ID) {
                    instruments.put(id, InstrumentFrames.decode(cursor.buffer(), cursor.offset()));
                    last = null;
                    continue;
                }
                HistoryKind kind = FrameRows.kind(template);
                long periodNs = kind == HistoryKind.BARS ? Event.barPeriodNs(cursor.buffer(), cursor.offset()) : 0;
                if (kind == null || kind == HistoryKind.BARS && periodNs <= 0) {
                    continue;
                }
                long of = (periodNs * 31 + id) * 31 + template;
                if (last == null || of != lastOf) {
                    last = series(found, instruments, kind, id, periodNs, folder);
                    lastOf = of;
                }
                last.rows++;
                last.cover.add(Event.tsInitNs(cursor.buffer(), cursor.offset()));
            }
        }
        return found.values().stream()
                .map(each -> new Part(each.series, each.ids, each.rows, each.cover.cover()))
                .toList();
    }

    private static Found series(
            Map<Series.Key, Found> found,
            Map<Integer, Instrument> instruments,
            HistoryKind kind,
            int id,
            long periodNs,
            Path folder) {
        Instrument instrument = instruments.get(id);
        if (instrument == null) {
            throw new HistoryException(folder + " uses instrument " + id + " before it says what that is");
        }
        Series series = new Series(kind, instrument.withId(0), periodNs);
        Found entry = found.computeIfAbsent(series.key(), _ -> new Found(series));
        entry.ids.set(id);
        return entry;
    }

    /** Closed journals that hold something else than market events, such as funding. */
    List<Path> folders(String holds) {
        return folders().stream().filter(folder -> holds(folder, holds)).toList();
    }

    private static boolean holds(Path folder, String what) {
        try {
            JournalManifest manifest = JournalManifest.read(folder);
            return manifest.closed() && what.equals(manifest.properties().get("holds"));
        } catch (IllegalStateException damaged) {
            return false; // told by all()
        }
    }

    private List<Path> folders() {
        List<Path> found = new ArrayList<>();
        for (Path root : roots) {
            if (Files.isDirectory(root)) {
                try {
                    Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), DEPTH_MAX, new Visitor(found));
                } catch (IOException failed) {
                    throw new UncheckedIOException("cannot look into " + root + ": " + failed.getMessage(), failed);
                }
            }
        }
        return found.stream().distinct().sorted().toList();
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final List<Path> found;

        Visitor(List<Path> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name =
                    folder.getFileName() == null ? "" : folder.getFileName().toString();
            if (name.startsWith(".") && name.length() > 1) {
                return FileVisitResult.SKIP_SUBTREE; // what is being written, or was, stands beside its place
            }
            if (Files.isRegularFile(folder.resolve(JournalFolder.MANIFEST))
                    && Files.isDirectory(folder.resolve(JournalFolder.INBOUND))) {
                found.add(folder);
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path gone, IOException failed) {
            return FileVisitResult.CONTINUE;
        }
    }
}
