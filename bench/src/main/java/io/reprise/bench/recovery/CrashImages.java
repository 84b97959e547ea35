package io.reprise.bench.recovery;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.market.SplitMix;
import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.live.PaperSession;
import io.reprise.engine.pipeline.Topology;
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
 * each copy to the end: what a kill at that moment would have left, thousands of times over; some of those that go on are imaged in their turn. The thread that passes a point
 * does the work; a lock held from before an append until after it keeps the others from writing meanwhile.
 */
public final class CrashImages implements CrashPoint.Listener {
    /** An image of an image of an image is taken, and no further. */
    private static final int DEPTH_MAX = 3;
    /** One in so many restarted sessions is imaged too, a quarter as often at each level. */
    private static final int DEEPER_ONE_IN = 6;
    /** An operator's command is sent at one in so many of the points that publish. */
    private static final int COMMAND_ONE_IN = 150;

    private final Plan plan;
    private final Path journal;
    private final int depth;
    private final Results results;
    private final ReentrantLock writing = new ReentrantLock();

    /**
     * What to do.
     *
     * @param of the case
     * @param folder for the copies, which are removed one after the other
     * @param perPoint how many images of each crash point are wanted, about
     * @param harms one of these happens to each image
     * @param commands whether operators send commands meanwhile, and one before each restart
     */
    public record Plan(RecoveryCase of, Path folder, int perPoint, List<Harm> harms, boolean commands) {
        public Plan {
            harms = List.copyOf(harms);
        }
    }

    /**
     * What came of the images of one case.
     *
     * @param images recovered
     * @param points how many of each crash point
     * @param commands that were sent, in all images
     * @param faults what was not as it should be, in sentences
     */
    public record Outcome(
            int images, Map<CrashPoint, Integer> points, long commands, Tally tally, List<String> faults) {}

    /** What all levels of images share; used by the one thread that holds all others. */
    private static final class Results {
        private final Undisturbed undisturbed;
        private final SplitMix random;
        private final Map<CrashPoint, Integer> imaged = new EnumMap<>(CrashPoint.class);
        private final List<String> faults = new ArrayList<>();
        private Tally tally = Tally.NOTHING;
        private int images;
        private long commands;

        Results(Undisturbed undisturbed, SplitMix random) {
            this.undisturbed = undisturbed;
            this.random = random;
        }

        boolean oneIn(long many) {
            return random.below(many) == 0;
        }
    }

    private CrashImages(Plan plan, Path journal, int depth, Results results) {
        this.plan = plan;
        this.journal = journal;
        this.depth = depth;
        this.results = results;
    }

    /** Runs a case and recovers its images; the folder is left empty. */
    public static Outcome run(Plan plan) throws IOException {
        Undisturbed undisturbed = Undisturbed.of(plan.of(), plan.folder().resolve("expected"));
        Results results = new Results(undisturbed, new SplitMix(plan.of().seed()));
        CrashImages images = new CrashImages(plan, plan.folder().resolve("imaged"), 0, results);
        images.goOn(images, "the imaged session itself", null);
        GeneratedJournal.delete(plan.folder());
        return new Outcome(results.images, results.imaged, results.commands, results.tally, results.faults);
    }

    @Override
    public void at(CrashPoint point) {
        boolean before = point == CrashPoint.BEFORE_APPEND || point == CrashPoint.BEFORE_SEND;
        boolean after = point == CrashPoint.AFTER_APPEND || point == CrashPoint.AFTER_SEND;
        if (!after) {
            writing.lock();
        }
        try {
            if (plan.commands() && point == CrashPoint.BEFORE_PUBLISH && results.oneIn(COMMAND_ONE_IN)) {
                Commands.send(journal, results.random);
            }
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
        int passes = Math.max(1, results.undisturbed.points().getOrDefault(point, 1));
        return !results.imaged.containsKey(point) || results.random.below((long) passes << 2 * depth) < plan.perPoint();
    }

    private void image(CrashPoint point) {
        results.images++;
        results.imaged.merge(point, 1, Integer::sum);
        Harm harm = plan.harms().get((int) results.random.below(plan.harms().size()));
        Path image = plan.folder().resolve("image-" + (depth + 1));
        CrashImages next = new CrashImages(plan, image, depth + 1, results);
        boolean deeper = depth + 1 < DEPTH_MAX && results.oneIn(DEEPER_ONE_IN);
        String what = "image " + results.images + ", of depth " + (depth + 1) + ", at " + point + " with " + harm;
        try {
            copy(journal, image);
            String mustSay = harm.apply(image, results.random);
            if (plan.commands()) {
                Commands.send(image, results.random);
            }
            next.goOn(deeper ? next : CrashPoint.Listener.NONE, what, mustSay);
            GeneratedJournal.delete(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a session go on to its end and holds what it left against the undisturbed one. */
    private void goOn(CrashPoint.Listener crash, String what, String mustSay) throws IOException {
        List<String> notes = new ArrayList<>();
        Topology topology = depth > 0 && results.oneIn(2)
                ? plan.of().otherTopology()
                : plan.of().topology();
        try {
            PaperSession session =
                    PaperSession.open(plan.of().request(journal, topology), RecoveryCase.catalog(), notes::add, crash);
            boolean ended;
            try (session) {
                ended = session.run();
            }
            SessionEnd end = SessionEnd.of(journal);
            Tally one = plan.commands()
                    ? Commands.tally(journal, end).plus(Tally.ofMarket(results.undisturbed.end(), end))
                    : Tally.of(results.undisturbed.end(), end, true);
            results.commands += end.commands().size();
            results.tally = results.tally.plus(one);
            if (!ended || session.divergence() != null || !one.isClean()) {
                fault(what, one + ", divergence " + session.divergence(), notes);
            }
            if (mustSay != null && notes.stream().noneMatch(note -> note.contains(mustSay))) {
                fault(what, "does not say '" + mustSay + "'", notes);
            }
        } catch (RuntimeException e) {
            results.tally = results.tally.plus(new Tally(0, 0, false));
            fault(what, e.toString(), notes);
        }
    }

    private void fault(String what, String sentence, List<String> notes) {
        results.faults.add(plan.of() + ": " + what + ": " + sentence + "; it said " + notes);
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
