package io.reprise.bench.run;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.hot.HotReader;
import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.live.PaperSession;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * How late the hot state is: a paced session, and a thread that looks every half millisecond at how far the driver is and
 * what the hot state shows. The event that the driver was at is late until the hot state shows it.
 */
public final class HotLag {
    private static final long LOOK_NS = 500_000;
    private static final long LATENCY_NS_MAX = 600_000_000_000L;
    private static final long SNAPSHOT_EVENTS = 1_000_000;

    private final Histogram lagNs = new Histogram(LATENCY_NS_MAX, 3);
    private final Histogram lagEvents = new Histogram(LATENCY_NS_MAX, 3);
    private final Queue<long[]> pending = new ArrayDeque<>();
    private long publications;
    private long marketEvents;

    private HotLag() {}

    /** Paces generated trades through a session, and looks until they end. */
    public static HotLag measure(int ratePerSecond, int seconds) throws IOException {
        long events = (long) ratePerSecond * seconds;
        Path market = GeneratedJournal.trades(null, events, 1, done -> {});
        Path folder = Files.createTempDirectory("reprise-bench-hot");
        HotLag lag = new HotLag();
        try {
            PaperSession.Request request = new PaperSession.Request(
                    List.of(market),
                    CrossSettings.config(BarSpec.parse("1m")),
                    folder.resolve("journal"),
                    JournalSettings.defaults().withPreTouch(true),
                    Topology.FUSED,
                    RingSettings.DEFAULT,
                    ratePerSecond, // generated trades are a second apart on average
                    SNAPSHOT_EVENTS,
                    Long.MAX_VALUE,
                    false);
            StrategyCatalog catalog = StrategyCatalog.load(HotLag.class.getClassLoader());
            lag.run(request, catalog);
        } finally {
            GeneratedJournal.delete(folder);
        }
        if (lag.marketEvents != events) {
            throw new IllegalStateException(
                    "the hot state ended with " + lag.marketEvents + " market events instead of " + events);
        }
        return lag;
    }

    private void run(PaperSession.Request request, StrategyCatalog catalog) throws IOException {
        try (PaperSession session =
                PaperSession.open(request, catalog, System.err::println, CrashPoint.Listener.NONE)) {
            try (HotReader reader = opened(request.journal())) {
                Thread driver = Thread.ofPlatform().start(session::run);
                while (driver.isAlive()) {
                    look(session, reader);
                    LockSupport.parkNanos(LOOK_NS);
                }
            }
        }
        try (HotReader reader = HotReader.open(request.journal())) {
            marketEvents = reader.read().session().marketEvents();
        }
    }

    private static HotReader opened(Path journal) {
        while (true) {
            try {
                return HotReader.open(journal);
            } catch (JournalException notYet) {
                LockSupport.parkNanos(LOOK_NS);
            }
        }
    }

    private void look(PaperSession session, HotReader reader) {
        var shown = reader.read().session();
        long nowNs = System.nanoTime();
        long progress = session.progress();
        lagEvents.recordValue(Math.max(0, progress - shown.marketEvents()));
        publications = shown.publications();
        pending.add(new long[] {nowNs, progress});
        while (!pending.isEmpty() && pending.peek()[1] <= shown.marketEvents()) {
            lagNs.recordValue(nowNs - pending.remove()[0]);
        }
    }

    /** From when the driver was at an event until the hot state showed it, ns. */
    public Histogram lagNs() {
        return lagNs;
    }

    /** Market events that the driver was ahead, at each look. */
    public Histogram lagEvents() {
        return lagEvents;
    }

    /** How often the hot state was written. */
    public long publications() {
        return publications;
    }
}
