package io.reprise.bench.market;

import io.reprise.engine.journal.JournalManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** A market journal of generated events: made once for a recipe and found again by its manifest. */
public final class GeneratedJournal {
    /** The stream that holds the events. */
    public static final String STREAM = MarketWriter.STREAM;

    private static final String RECIPE = "bench.recipe";
    private static final long TRADE_GAP_NS = 1_000_000_000L;
    private static final int PROGRESS_EVENTS = 1 << 16;

    private GeneratedJournal() {}

    /**
     * Finds or makes the journal of a number of generated trades.
     *
     * @param folder where it is or will be; null for a folder of its own among the temporary files, which is kept
     * @param progress told now and then how many events are written
     * @throws IllegalArgumentException when the folder holds something else
     */
    public static Path trades(Path folder, long events, long seed, LongConsumer progress) throws IOException {
        return findOrMake(folder, "trades", events, seed, writer -> {
            TradeWalk walk = new TradeWalk(seed);
            for (long i = 1; i <= events; i++) {
                walk.advance();
                if (i == 1) {
                    writer.define(TradeWalk.INSTRUMENT, walk.tsNs());
                }
                writer.trade(walk, walk.tsNs(), i);
                if (i % PROGRESS_EVENTS == 0) {
                    progress.accept(i);
                }
            }
        });
    }

    /**
     * Makes a journal of one tape of trades played several times, a trade a second from the start of a minute on, so that
     * whoever has seen the tape once sees the same again and again.
     *
     * @param folder must not be there
     * @param trades of one tape
     */
    public static Path periodic(Path folder, int trades, int times, long seed) throws IOException {
        make(folder, "tape v1, " + times + " times " + trades + " trades, seed " + seed, writer -> {
            writer.define(TradeWalk.INSTRUMENT, TradeWalk.START_NS);
            long number = 0;
            for (int time = 0; time < times; time++) {
                TradeWalk walk = new TradeWalk(seed);
                for (int i = 0; i < trades; i++) {
                    walk.advance();
                    writer.trade(walk, TradeWalk.START_NS + number * TRADE_GAP_NS, number + 1);
                    number++;
                }
            }
        });
        return folder;
    }

    /** As {@link #trades}, of one-minute bars. */
    public static Path bars(Path folder, long bars, long seed, LongConsumer progress) throws IOException {
        return findOrMake(folder, "bars", bars, seed, writer -> {
            BarWalk walk = new BarWalk(seed);
            for (long i = 1; i <= bars; i++) {
                walk.advance();
                if (i == 1) {
                    writer.define(BarWalk.INSTRUMENT, walk.endNs());
                }
                writer.bar(walk);
                if (i % PROGRESS_EVENTS == 0) {
                    progress.accept(i);
                }
            }
        });
    }

    /**
     * Finds or makes a journal of a recorded one, played again and again until it has a number of events, each time later
     * by what it lasts; a recorded book begins with its snapshot, so each time it begins anew.
     *
     * @param source a market journal of one instrument
     */
    public static Path looped(Path folder, Path source, long events, LongConsumer progress) throws IOException {
        String sha256 = JournalManifest.read(source).stream(STREAM).contentSha256();
        if (sha256.isEmpty()) {
            throw new IllegalArgumentException(
                    source + " is no market journal that was written to its end: --source takes"
                            + " one with a book and trades, as ingest makes it of a recorded feed");
        }
        String recipe = "looped v1, " + events + " events of " + sha256;
        Path place = folder != null
                ? folder
                : Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "reprise-bench-depth-" + events + "-" + sha256.substring(0, 8));
        if (!isMade(place, recipe)) {
            RecordedFrames frames = RecordedFrames.of(source);
            make(place, recipe, writer -> {
                writer.define(frames.instrument(), frames.firstTsNs());
                for (long i = 0; i < events; i++) {
                    int at = frames.offset((int) (i % frames.count()));
                    writer.copy(frames.buffer(), at, i / frames.count() * frames.lastsNs());
                    if (i % PROGRESS_EVENTS == 0) {
                        progress.accept(i);
                    }
                }
            });
        }
        return place;
    }

    private static Path findOrMake(Path folder, String what, long count, long seed, Content content)
            throws IOException {
        String recipe = what + " v1, " + count + " events, seed " + seed;
        Path place = folder != null ? folder : temporary(what, count, seed);
        if (!isMade(place, recipe)) {
            make(place, recipe, content);
        }
        return place;
    }

    private static Path temporary(String what, long events, long seed) {
        String name = "reprise-bench-" + what + "-" + events + "-" + seed;
        return Path.of(System.getProperty("java.io.tmpdir"), name);
    }

    private static boolean isMade(Path place, String recipe) throws IOException {
        if (!Files.exists(place)) {
            return false;
        }
        JournalManifest manifest = JournalManifest.read(place);
        String found = manifest.properties().get(RECIPE);
        if (recipe.equals(found) && manifest.closed()) {
            return true;
        }
        if (found == null && isEmpty(place)) {
            return false;
        }
        throw new IllegalArgumentException(place + " holds "
                + (found == null ? "something that is no generated journal" : found) + ", not " + recipe
                + ": name another folder or remove it");
    }

    private static boolean isEmpty(Path place) throws IOException {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.findAny().isEmpty();
        }
    }

    private interface Content {
        void write(MarketWriter writer);
    }

    /** Writes beside the place and moves there when all is written, so that a killed bench leaves nothing half made. */
    private static void make(Path place, String recipe, Content content) throws IOException {
        Path absolute = place.toAbsolutePath().normalize();
        Files.createDirectories(absolute.getParent());
        Path writing = Files.createTempDirectory(absolute.getParent(), absolute.getFileName() + ".");
        boolean made = false;
        try {
            try (MarketWriter writer = new MarketWriter(writing)) {
                content.write(writer);
            }
            SettledFiles.settle(writing.resolve(STREAM));
            JournalManifest.read(writing)
                    .withProperty("dataset", recipe)
                    .withProperty(RECIPE, recipe)
                    .write(writing);
            Files.deleteIfExists(absolute);
            Files.move(writing, absolute, StandardCopyOption.ATOMIC_MOVE);
            made = true;
        } finally {
            if (!made) {
                delete(writing);
            }
        }
    }

    /** Removes a folder and all in it. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
