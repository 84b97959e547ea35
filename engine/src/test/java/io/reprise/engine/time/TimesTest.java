package io.reprise.engine.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    private static final long MINUTE_NS = 60 * Times.SECOND_NS;

    @Test
    void floorsToPeriodsSinceTheEpoch() {
        assertEquals(0, Times.floor(MINUTE_NS - 1, MINUTE_NS));
        assertEquals(MINUTE_NS, Times.floor(MINUTE_NS, MINUTE_NS));
        assertEquals(-MINUTE_NS, Times.floor(-1, MINUTE_NS));
        assertThrows(ArithmeticException.class, () -> Times.floor(Long.MIN_VALUE, MINUTE_NS));
    }

    @Test
    void countsUtcDays() {
        assertEquals(0, Times.utcDay(Times.DAY_NS - 1));
        assertEquals(1, Times.utcDay(Times.DAY_NS));
        assertEquals(-1, Times.utcDay(-1));
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01, 0",
        "1970-01-01T00:00:00.000000001Z, 1",
        "1969-12-31T23:59:59.999999999Z, -1",
        "1970-01-02T00:00, 86400000000000",
        "1970-01-01 00:00:01.5, 1500000000",
        "1970-01-01T01:00:00+01:00, 0",
        "2020-04-20T18:30:00.123456Z, 1587407400123456000",
        "2262-04-11T23:47:16.854775807Z, 9223372036854775807",
        "1677-09-21T00:12:43.145224192Z, -9223372036854775808"
    })
    void readsIsoText(String text, long expectedNs) {
        assertEquals(expectedNs, Times.parse(text));
        assertEquals(expectedNs, Times.parse(Times.format(expectedNs)));
    }

    @Test
    void formatsShortly() {
        assertEquals("1970-01-01T00:00:00Z", Times.format(0));
        assertEquals("1969-12-31T23:59:59.999Z", Times.format(-1_000_000));
        assertEquals("2020-04-20T18:30:00.000000001Z", Times.format(1_587_407_400_000_000_001L));
    }

    @Test
    void formatsWhatItReadsBack() {
        SplittableRandom random = new SplittableRandom(1);
        for (int step = 0; step < 20_000; step++) {
            long epochNs = random.nextLong() >> random.nextInt(64);
            assertEquals(epochNs, Times.parse(Times.format(epochNs)), "seed 1 step " + step);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2024-13-01",
                "2024-01-01T",
                "2024-01-01T25:00",
                "01.02.2024",
                "2024-01-01Z",
                "2024-01-0110:00"
            })
    void refusesOtherText(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Times.parse(text))
                .getMessage();
        assertTrue(message.startsWith("'" + text + "' is not a time"), message);
    }

    @Test
    void refusesYearsThatNanosecondsCannotCount() {
        String message = assertThrows(ArithmeticException.class, () -> Times.parse("2262-04-11T23:47:16.854775808Z"))
                .getMessage();
        assertEquals(
                "2262-04-11T23:47:16.854775808Z lies outside what nanoseconds can count, 1677-09-21 to 2262-04-11",
                message);
        assertThrows(ArithmeticException.class, () -> Times.parse("1677-09-21T00:12:43.145224191Z"));
        assertThrows(ArithmeticException.class, () -> Times.parse("9999-01-01"));
        assertThrows(ArithmeticException.class, () -> Times.ofEpoch(9_223_372_037L, TimeUnit.SECONDS));
        assertThrows(ArithmeticException.class, () -> Times.parseEpoch("1e30", TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @CsvSource({
        "1587407400, SECONDS, 1587407400000000000",
        "1587407400.123456789, SECONDS, 1587407400123456789",
        "1.5000000000000, SECONDS, 1500000000",
        "1587407400123, MILLISECONDS, 1587407400123000000",
        "1587407400123456, MICROSECONDS, 1587407400123456000",
        "-1, NANOSECONDS, -1"
    })
    void readsEpochCounts(String text, TimeUnit unit, long expectedNs) {
        assertEquals(expectedNs, Times.parseEpoch(text, unit));
    }

    @Test
    void refusesOtherCounts() {
        assertThrows(IllegalArgumentException.class, () -> Times.parseEpoch("", TimeUnit.SECONDS));
        assertThrows(IllegalArgumentException.class, () -> Times.parseEpoch("x", TimeUnit.SECONDS));
        assertThrows(IllegalArgumentException.class, () -> Times.parseEpoch("0.5", TimeUnit.NANOSECONDS));
        assertThrows(IllegalArgumentException.class, () -> Times.parseEpoch("1", TimeUnit.DAYS));
        assertThrows(IllegalArgumentException.class, () -> Times.parseEpoch("1e2147483647", TimeUnit.SECONDS));
    }

    @Test
    void virtualClockStandsUntilMoved() {
        VirtualClock clock = new VirtualClock(5);
        assertEquals(5, clock.epochNs());
        clock.advance(10);
        assertEquals(15, clock.epochNs());
        clock.set(3);
        assertEquals(3, clock.epochNs());
        assertThrows(ArithmeticException.class, () -> clock.advance(Long.MAX_VALUE));
    }

    @Test
    void systemClockIsOfOurCentury() {
        SystemClock clock = new SystemClock();
        assertTrue(clock.epochNs() > Times.parse("2025-01-01"));
        long before = clock.monoNs();
        assertTrue(clock.monoNs() - before >= 0);
    }
}
