package io.reprise.admin.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * * * *        | 2026-01-01T00:00:00Z | 2026-01-01T00:01:00Z
            * * * * *        | 2026-01-01T00:00:59Z | 2026-01-01T00:01:00Z
            30 8 * * *       | 2026-01-01T08:30:00Z | 2026-01-02T08:30:00Z
            30 8 * * 1-5     | 2026-01-02T08:30:00Z | 2026-01-05T08:30:00Z
            0 0 1 * *        | 2026-01-31T12:00:00Z | 2026-02-01T00:00:00Z
            */15 9-17 * * *  | 2026-01-01T17:46:00Z | 2026-01-02T09:00:00Z
            0 12 29 2 *      | 2026-01-01T00:00:00Z | 2028-02-29T12:00:00Z
            0 0 13 * 5       | 2026-01-01T00:00:00Z | 2026-01-02T00:00:00Z
            0 0 * * 7        | 2026-01-01T00:00:00Z | 2026-01-04T00:00:00Z
            59 23 31 12 *    | 2026-12-31T23:59:00Z | 2027-12-31T23:59:00Z
            """)
    void findsTheNextTime(String cron, Instant after, Instant next) {
        assertEquals(Optional.of(next), Cron.parse(cron).next(after));
    }

    @Test
    void findsNoDayThatNeverComes() {
        assertEquals(Optional.empty(), Cron.parse("0 0 30 2 *").next(Instant.parse("2026-01-01T00:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "5-1 * * * *",
                "*/0 * * * *",
                "a * * * *",
                "1, * * * *",
                "-1 * * * *"
            })
    void refusesWhatIsNoTime(String cron) {
        assertThrows(IllegalArgumentException.class, () -> Cron.parse(cron));
    }

    @Test
    void skipsNoMinuteThatIsMeant() {
        Random random = new Random(42);
        for (String text : List.of("*/7 */5 * * *", "3,33 1-4 */2 * *", "0 6 1,15 * 2", "10 10 * 1-6/2 *")) {
            Cron cron = Cron.parse(text);
            Instant from = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(10_000_000));
            Instant next = cron.next(from).orElseThrow();
            Instant minute = from.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
            // The plain way: minute by minute, each asked whether the minute before it leads to it.
            while (minute.isBefore(next)) {
                assertEquals(next, cron.next(minute).orElseThrow(), text + " at " + minute);
                minute = minute.plus(1 + random.nextInt(50), ChronoUnit.MINUTES);
            }
            ZonedDateTime found = next.atZone(ZoneOffset.UTC);
            assertEquals(0, found.getSecond(), text);
        }
    }
}
