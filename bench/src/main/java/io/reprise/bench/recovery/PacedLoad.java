package io.reprise.bench.recovery;

import io.reprise.bench.run.CrossSettings;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.live.PaperSession;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A process with a paced session whose strategy looks at every trade. It says when the warm-up is over, and in the end how
 * long it took from handing an event to the pipeline until what was decided on it is about to be recorded and to leave.
 */
public final class PacedLoad {
    /** What is said when the warm-up is over. */
    public static final String MEASURING = "measuring";

    private static final long LATENCY_MAX_NS = 60_000_000_000L;
    private static final long SNAPSHOT_EVENTS = 20_000;

    private final Histogram decided = new Histogram(LATENCY_MAX_NS, 3);
    private final long warmupEvents;
    private long events;
    /** Written before an event is published, read by who takes it from the ring. */
    private long publishedNs;

    private boolean measuring;

    private PacedLoad(long warmupEvents) {
        this.warmupEvents = warmupEvents;
    }

    /** @param args market journal, session's journal, events a second, events of warm-up */
    public static void main(String[] args) throws IOException {
        PacedLoad load = new PacedLoad(Long.parseLong(args[3]));
        PaperSession.Request request = new PaperSession.Request(
                List.of(Path.of(args[0])),
                CrossSettings.config(BarSpec.parse("1t")),
                Path.of(args[1]),
                JournalSettings.defaults().withPreTouch(true),
                Topology.FUSED,
                RingSettings.DEFAULT,
                Double.parseDouble(args[2]), // generated trades are a second apart on average
                SNAPSHOT_EVENTS,
                Long.MAX_VALUE,
                false);
        PaperSession session = PaperSession.open(request, RecoveryCase.catalog(), System.err::println, load::at);
        boolean ended;
        String digest;
        try (session) {
            ended = session.run();
            digest = session.stateDigest();
        }
        System.out.println(load.decided.getValueAtPercentile(50) + " " + load.decided.getValueAtPercentile(99) + " "
                + load.decided.getValueAtPercentile(99.9) + " " + load.decided.getTotalCount() + " " + digest);
        System.exit(ended && session.divergence() == null ? 0 : 1);
    }

    private void at(CrashPoint point) {
        if (point == CrashPoint.BEFORE_PUBLISH) {
            if (++events == warmupEvents) {
                measuring = true;
                System.out.println(MEASURING);
            }
            publishedNs = System.nanoTime();
        } else if (point == CrashPoint.BEFORE_SEND && measuring) {
            decided.recordValue(Math.max(0, System.nanoTime() - publishedNs));
        }
    }
}
