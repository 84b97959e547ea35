package io.reprise.engine.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every time falls into the one bucket whose bounds hold it. */
class LatencyHistogramTest {
    @Test
    void putsEachTimeBetweenTheBoundsOfItsBucket() {
        Random random = new Random(3);
        for (int i = 0; i < 1_000_000; i++) {
            long ns = i < 10_000 ? i : random.nextLong() >>> 1 + random.nextInt(62);
            int bucket = LatencyHistogram.bucketOf(ns);
            assertTrue(ns <= LatencyHistogram.upperNs(bucket), ns + " in " + bucket);
            assertTrue(bucket == 0 || ns > LatencyHistogram.upperNs(bucket - 1), ns + " in " + bucket);
        }
        assertEquals(0, LatencyHistogram.bucketOf(-5));
        assertEquals(LatencyHistogram.BUCKETS - 1, LatencyHistogram.bucketOf(Long.MAX_VALUE));
    }

    @Test
    void boundsGrowByAQuarterAtMost() {
        for (int bucket = 5; bucket < LatencyHistogram.BUCKETS - 1; bucket++) {
            long before = LatencyHistogram.upperNs(bucket - 1);
            long width = LatencyHistogram.upperNs(bucket) - before;
            assertTrue(width > 0 && width * 4 <= before + 1, "bucket " + bucket);
        }
    }

    @Test
    void countsAndSums() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(5);
        histogram.record(100);
        histogram.record(7);
        assertEquals(3, histogram.count());
        assertEquals(112, histogram.sumNs());
        assertEquals(100, histogram.maxNs());
        assertEquals(1, histogram.count(LatencyHistogram.bucketOf(100)));
    }
}
