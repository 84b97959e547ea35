package io.reprise.research.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeReadersTest {
    @ParameterizedTest
    @CsvSource({
        "epoch-s, 0, 0",
        "epoch-s, 1385337600, 1385337600000000000",
        "epoch-s, 1385337600.123456789, 1385337600123456789",
        "epoch-s, 1385337600.1234567899, 1385337600123456789",
        "epoch-s, -1.5, -1500000000",
        "epoch-s, +2, 2000000000",
        "epoch-s, 1.3853376e9, 1385337600000000000",
        "epoch-s, 9223372036.854775807, 9223372036854775807",
        "epoch-ms, 1500000000123, 1500000000123000000",
        "epoch-ms, 1500000000123.5, 1500000000123500000",
        "epoch-us, 1735689600000001, 1735689600000001000",
        "epoch-ns, 9223372036854775807, 9223372036854775807",
        "epoch, 1385337600, 1385337600000000000",
        "epoch, 1500000000123, 1500000000123000000",
        "epoch, 1735689600000001, 1735689600000001000",
        "epoch, 1735689600000000001, 1735689600000000001",
        "iso, 2013-11-25T00:00:01.5+01:00, 1385334001500000000",
        "iso, 2013-11-25T00:00Z, 1385337600000000000",
        "iso, 2013-11-25 00:00:00 UTC, 1385337600000000000",
        "iso, 2013-11-25T00:00:00-0530, 1385357400000000000",
        "yyyyMMdd HHmmss, 20131125 000001, 1385337601000000000",
        "d.M.yyyy, 5.1.2014, 1388880000000000000",
        "yyyy-MM-dd, 2262-04-11, 9223286400000000000",
    })
    void readsTimes(String pattern, String text, long ns) {
        assertEquals(ns, read(pattern, "UTC", text));
    }

    @ParameterizedTest
    @CsvSource({
        "epoch-s, ''",
        "epoch-s, x",
        "epoch-s, 1.5.5",
        "epoch-s, 1e",
        "epoch-s, 0x10",
        "epoch-s, -",
        "epoch-s, 12a",
        "yyyy-MM-dd, 2013-02-29",
        "yyyy-MM-dd, 2013-13-01",
        "yyyy-MM-dd, 2013-1-01",
        "yyyy-MM-dd, 2013-01-01x",
        "iso, 2013-01-01T24:00:00Z",
        "iso, 2013-01-01T23:59:60Z",
        "iso, 2013-01-01T23:59:59.Z",
        "iso, 2013-01-01T23:59+99:00",
        "yyyyMMdd HHmmss, 20131125",
        "epoch-s, 1e999999999999999999999999999999999999999999",
    })
    void unreadableTimesAreUnreadable(String pattern, String text) {
        assertEquals(TimeReader.UNREADABLE, read(pattern, "UTC", text));
    }

    @ParameterizedTest
    @CsvSource({
        "epoch-s, 9223372037", "epoch-ms, 99999999999999", "epoch-ns, 9223372036854775808", "epoch-s, 1e30",
        "epoch-s, 99999999999999999999999", "yyyy-MM-dd, 2262-04-12", "yyyy-MM-dd, 1677-09-21",
                "yyyy-MM-dd, 0001-01-01",
        "epoch-s, 1e999999", "epoch-s, 1e-999999"
    })
    void timesThatNanosecondsCannotHoldAreOutOfRange(String pattern, String text) {
        assertEquals(TimeReader.OUT_OF_RANGE, read(pattern, "UTC", text));
    }

    @Test
    void zonesApplyByTheirRulesOfTheDay() {
        assertEquals(ns("2013-10-07T08:00:00Z"), read("yyyyMMdd HH:mm", "America/New_York", "20131007 04:00"));
        assertEquals(ns("2013-12-07T09:00:00Z"), read("yyyyMMdd HH:mm", "America/New_York", "20131207 04:00"));
        assertEquals(ns("2013-11-03T05:30:00Z"), read("yyyyMMdd HH:mm", "America/New_York", "20131103 01:30"));
        assertEquals(ns("2013-03-10T07:30:00Z"), read("yyyyMMdd HH:mm", "America/New_York", "20130310 02:30"));
        assertEquals(ns("2013-01-01T00:00:00Z"), read("iso", "Asia/Tokyo", "2013-01-01T00:00:00Z"));
    }

    @Test
    void midnightTimesCountFromTheDayInTheName() {
        Format.Timing timing =
                new Format.Timing("midnight-ms", null, ZoneId.of("America/New_York"), Format.Stamp.START, 0);
        TimeReader reader = TimeReaders.of(timing, "20131007_spy_minute_trade.csv");
        assertEquals(ns("2013-10-07T08:00:00.464Z"), parse(reader, "14400464"));
        assertEquals(ns("2013-10-07T08:00:00.4645Z"), parse(reader, "14400464.5"));
        assertEquals(TimeReader.UNREADABLE, parse(reader, "86400000"));
        assertEquals(TimeReader.UNREADABLE, parse(reader, "-1"));
        assertThrows(IngestException.class, () -> TimeReaders.of(timing, "20139907.csv"));
    }

    @Test
    void agreesWithTheJdkOnRandomTimes() {
        long seed = 20260101;
        Random random = new Random(seed);
        ZoneId[] zones = {
            ZoneOffset.UTC, ZoneId.of("America/New_York"), ZoneId.of("Europe/Zurich"), ZoneId.of("Australia/Lord_Howe")
        };
        String[] patterns = {"yyyy-MM-dd HH:mm:ss", "yyyyMMdd HHmmss", "yyyy/M/d H:mm:ss"};
        for (ZoneId zone : zones) {
            for (String pattern : patterns) {
                TimeReader reader = new CalendarTime(pattern, zone);
                DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern.replace("yyyy", "uuuu"));
                for (int step = 0; step < 5_000; step++) {
                    LocalDateTime local = LocalDateTime.ofEpochSecond(
                            random.nextLong(-1_500_000_000L, 6_000_000_000L), 0, ZoneOffset.UTC);
                    long expected = local.toEpochSecond(zone.getRules().getOffset(local)) * 1_000_000_000L;
                    String text = local.format(formatter);
                    String where = "seed " + seed + " step " + step + " " + zone + " " + text;
                    assertEquals(expected, parse(reader, text), where);
                }
            }
        }
    }

    private static long ns(String iso) {
        Instant instant = Instant.parse(iso);
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    private static long read(String pattern, String zone, String text) {
        return parse(TimeReaders.of(new Format.Timing(pattern, null, ZoneId.of(zone), null, 0), ""), text);
    }

    private static long parse(TimeReader reader, String text) {
        byte[] bytes = ("[" + text + "]").getBytes(StandardCharsets.UTF_8);
        return reader.parse(bytes, 1, bytes.length - 1);
    }
}
