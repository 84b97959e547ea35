package io.reprise.bench.latency;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.TradeEncoder;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.journal.StreamAppender;
import io.reprise.engine.time.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What this machine can do at best, measured as the engine is: at planned times of the same rate, so that whatever stops a
 * core for a while is in these figures too.
 */
final class Limits {
    private static final SystemClock CLOCK = new SystemClock();
    private static final long TRIP_NS = 300_000_000L;

    private Limits() {}

    /** Passes a number from a thread to one that spins for it: no ring, no journal, no work. */
    static Histogram spin(int ratePerSecond, int seconds) {
        Histogram histogram = LatencyRig.newHistogram();
        Hop hop = new Hop();
        long ticks = (long) ratePerSecond * seconds;
        Thread taker = new Thread(() -> hop.take(ticks, histogram), "bench-spin");
        taker.start();
        long startNs = CLOCK.monoNs();
        for (long tick = 1; tick <= ticks; tick++) {
            long dueNs = startNs + tick * 1_000_000_000L / ratePerSecond;
            while (CLOCK.monoNs() < dueNs) {
                Thread.onSpinWait();
            }
            hop.plannedNs = dueNs;
            hop.tick = tick;
        }
        try {
            taker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (histogram.getTotalCount() == 0) {
            throw new IllegalStateException("the bare spin passed nothing");
        }
        return histogram;
    }

    /**
     * Passes a cache line from a core to the other and back for a short while.
     *
     * @return ns of a round trip, the median
     */
    static long lineTrip() {
        Histogram histogram = LatencyRig.newHistogram();
        Trip trip = new Trip();
        Thread mirror = new Thread(trip::mirror, "bench-mirror");
        mirror.start();
        long endNs = CLOCK.monoNs() + TRIP_NS;
        long nowNs = CLOCK.monoNs();
        for (long tick = 1; nowNs < endNs; tick++) {
            trip.there = tick;
            while (trip.back != tick) {
                Thread.onSpinWait();
            }
            long thenNs = nowNs;
            nowNs = CLOCK.monoNs();
            histogram.recordValue(nowNs - thenNs);
        }
        trip.there = Trip.END;
        try {
            mirror.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return histogram.getValueAtPercentile(50);
    }

    private static final class Trip {
        private static final long END = -1;

        private volatile long there;
        private volatile long back;

        void mirror() {
            long seen = 0;
            while (seen != END) {
                if (there == seen) {
                    Thread.onSpinWait();
                } else {
                    seen = there;
                    back = seen;
                }
            }
        }
    }

    private static final class Hop {
        private long plannedNs;
        private volatile long tick;

        /** Ticks that came while another was taken are seen as one: the newest. */
        void take(long ticks, Histogram histogram) {
            long seen = 0;
            while (seen < ticks) {
                long now = tick;
                if (now != seen) {
                    seen = now;
                    histogram.recordValue(Math.max(0, CLOCK.monoNs() - plannedNs));
                } else {
                    Thread.onSpinWait();
                }
            }
        }
    }

    /** Appends one frame as a document at each planned time, pre-touched, on the planning thread. */
    static Histogram append(int ratePerSecond, int seconds) throws IOException {
        Histogram histogram = LatencyRig.newHistogram();
        Path folder = Files.createTempDirectory("reprise-bench-append");
        try (StreamAppender appender = StreamAppender.open(
                folder.resolve("inbound"), JournalSettings.defaults().withPreTouch(true))) {
            UnsafeBuffer frame = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
            TradeEncoder trade = new TradeEncoder().wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder());
            int length = Event.frameLength(frame, 0);
            long ticks = (long) ratePerSecond * seconds;
            long startNs = CLOCK.monoNs();
            for (long tick = 1; tick <= ticks; tick++) {
                long dueNs = startNs + tick * 1_000_000_000L / ratePerSecond;
                while (CLOCK.monoNs() < dueNs) {
                    Thread.onSpinWait();
                }
                trade.seq(tick);
                appender.append(frame, 0, length, 1, tick);
                histogram.recordValue(CLOCK.monoNs() - dueNs);
            }
            if (appender.frames() != ticks) {
                throw new IllegalStateException(appender.frames() + " frames were appended, not " + ticks);
            }
        } finally {
            GeneratedJournal.delete(folder);
        }
        return histogram;
    }
}
