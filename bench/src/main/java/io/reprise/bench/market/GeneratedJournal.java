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
    private static final String RECIPE = "bench.recipe";
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
        String recipe = "trades v1, " + events + " events, seed " + seed;
        Path place = folder != null ? folder : temporary("trades", events, seed);
        if (isMade(place, recipe)) {
            return place;
        }
        make(place, recipe, writer -> {
            TradeWalk walk = new TradeWalk(seed);
            walk.advance();
            writer.define(TradeWalk.INSTRUMENT, walk.tsNs());
            for (long i = 1; i <= events; i++) {
                writer.trade(TradeWalk.INSTRUMENT.id(), walk.tsNs(), walk.isBuy(), walk.px(), walk.qty(), i);
                walk.advance();
                if (i % PROGRESS_EVENTS == 0) {
                    progress.accept(i);
                }
            }
        });
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
