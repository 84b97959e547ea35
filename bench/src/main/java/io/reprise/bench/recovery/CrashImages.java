package io.reprise.bench.recovery;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.market.SplitMix;
import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.live.PaperSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Copies a session's journal at its crash points while no thread of it writes, and lets a session in this JVM go on from
 * each copy to the end: what a kill at that moment would have left, thousands of times over. The thread that passes a point
 * does the work; a lock held from before an append until after it keeps the others from writing meanwhile.
 */
public final class CrashImages implements CrashPoint.Listener {
    private final RecoveryCase of;
    private final Undisturbed undisturbed;
    private final Path folder;
    private final SplitMix random;
    private final int perPoint;
    private final List<Harm> harms;
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<CrashPoint, Integer> imaged = new EnumMap<>(CrashPoint.class);
    private final List<String> faults = new ArrayList<>();
    private Tally tally = Tally.NOTHING;
    private int images;

    /**
     * @param folder for the copies, which are removed one after the other
     * @param perPoint how many images of each crash point are wanted, about
     * @param harms one of these happens to each image
     */
    private CrashImages(
            RecoveryCase of, Undisturbed undisturbed, Path folder, SplitMix random, int perPoint, List<Harm> harms) {
        this.of = of;
        this.undisturbed = undisturbed;
        this.folder = folder;
        this.random = random;
        this.perPoint = perPoint;
        this.harms = harms;
    }

    /**
     * What came of the images of one case.
     *
     * @param images recovered
     * @param points how many of each crash point
     * @param faults what was not as it should be, in sentences
     */
    public record Outcome(int images, Map<CrashPoint, Integer> points, Tally tally, List<String> faults) {}

    /** Runs a case and recovers its images; the folder is left empty. */
    public static Outcome run(RecoveryCase of, Path folder, int perPoint, List<Harm> harms) throws IOException {
        Undisturbed undisturbed = Undisturbed.of(of, folder.resolve("expected"));
        CrashImages images = new CrashImages(of, undisturbed, folder, new SplitMix(of.seed()), perPoint, harms);
        Path journal = folder.resolve("imaged");
        images.goOn(journal, images, "the imaged session itself", null);
        GeneratedJournal.delete(folder);
        return new Outcome(images.images, images.imaged, images.tally, images.faults);
    }

    @Override
    public void at(CrashPoint point) {
        boolean before = point == CrashPoint.BEFORE_APPEND || point == CrashPoint.BEFORE_SEND;
        boolean after = point == CrashPoint.AFTER_APPEND || point == CrashPoint.AFTER_SEND;
        if (!after) {
            writing.lock();
        }
        try {
            if (isWanted(point)) {
                image(point);
            }
        } finally {
            if (!before) {
                writing.unlock();
            }
        }
    }

    private boolean isWanted(CrashPoint point) {
        int passes = Math.max(1, undisturbed.points().getOrDefault(point, 1));
        return random.below(passes) < perPoint;
    }

    private void image(CrashPoint point) {
        images++;
        imaged.merge(point, 1, Integer::sum);
        Harm harm = harms.get((int) random.below(harms.size()));
        Path image = folder.resolve("image");
        try {
            copy(folder.resolve("imaged"), image);
            String said = harm.apply(image, random);
            goOn(image, CrashPoint.Listener.NONE, "image " + images + " at " + point + " with " + harm, said);
            GeneratedJournal.delete(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a session go on to its end and holds what it left against the undisturbed one. */
    private void goOn(Path journal, CrashPoint.Listener crash, String what, String mustSay) throws IOException {
        List<String> notes = new ArrayList<>();
        try {
            boolean ended;
            String divergence;
            PaperSession session = PaperSession.open(of.request(journal), RecoveryCase.catalog(), notes::add, crash);
            try (session) {
                ended = session.run();
            }
            divergence = session.divergence();
            Tally one = Tally.of(undisturbed.end(), SessionEnd.of(journal), true);
            tally = tally.plus(one);
            if (!ended || divergence != null || !one.isClean()) {
                fault(what, one + (divergence == null ? "" : ", " + divergence));
            }
            if (mustSay != null && notes.stream().noneMatch(note -> note.contains(mustSay))) {
                fault(what, "does not say '" + mustSay + "' but " + notes);
            }
        } catch (RuntimeException e) {
            tally = tally.plus(new Tally(0, 0, false));
            fault(what, e.toString() + " " + notes);
        }
    }

    private void fault(String what, String sentence) {
        faults.add(of + ": " + what + ": " + sentence);
    }

    /** A file that goes while it is copied is not in the copy. */
    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(source)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path source, BasicFileAttributes attributes) throws IOException {
                try {
                    Files.copy(source, to.resolve(from.relativize(source)));
                } catch (NoSuchFileException gone) {
                    return FileVisitResult.CONTINUE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path source, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
