package io.reprise.admin.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.admin.log.Log;
import io.reprise.engine.time.Times;
import io.reprise.engine.time.VirtualClock;
import io.reprise.research.workspace.UnknownId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulesTest {
    private static final long MINUTE_NS = 60 * Times.SECOND_NS;

    @TempDir
    Path folder;

    private final VirtualClock clock = new VirtualClock(Times.parse("2026-01-01T08:00:00Z"));
    private final List<String> done = new ArrayList<>();

    private Schedules open() throws IOException {
        return Schedules.open(folder, clock, Log.open(folder.resolve("log"), clock), schedule -> {
            if (schedule.session().equals("broken")) {
                throw new IllegalStateException("it does not run");
            }
            done.add(schedule.session() + " at " + Times.format(clock.epochNs()));
            return "stopped " + schedule.session();
        });
    }

    private static Schedule at(String cron, String session) {
        return new Schedule("", cron, Schedule.Action.STOP_SESSION, session, Map.of(), null, "test", null, null);
    }

    @Test
    void doesWhatIsDueOnceEachTime() throws IOException {
        try (Schedules schedules = open()) {
            schedules.add(at("*/10 * * * *", "a"));
            for (int minute = 0; minute < 25; minute++) {
                clock.advance(MINUTE_NS);
                schedules.runDue();
                schedules.runDue();
            }
            assertEquals(List.of("a at 2026-01-01T08:10:00Z", "a at 2026-01-01T08:20:00Z"), done);
            assertEquals("2026-01-01T08:30:00Z", schedules.next(schedules.list().getFirst()));
            assertEquals("stopped a", schedules.list().getFirst().lastOutcome());
        }
    }

    @Test
    void tellsWhatFailedAndGoesOn() throws IOException {
        try (Schedules schedules = open()) {
            schedules.add(at("* * * * *", "broken"));
            schedules.add(at("* * * * *", "b"));
            clock.advance(MINUTE_NS);
            schedules.runDue();
            assertEquals("failed: it does not run", schedules.list().getFirst().lastOutcome());
            assertEquals(1, done.size());
        }
    }

    @Test
    void keepsItsIdAndItsLastRunWhenItIsChanged() throws IOException {
        try (Schedules schedules = open()) {
            String id = schedules.add(at("*/10 * * * *", "a")).id();
            clock.advance(10 * MINUTE_NS);
            schedules.runDue();
            Schedule changed = schedules.change(id, at("0 9 * * *", "b"));
            assertEquals(id, changed.id());
            assertEquals("2026-01-01T09:00:00Z", schedules.next(changed));
            assertEquals("stopped a", changed.lastOutcome());
            assertThrows(IllegalArgumentException.class, () -> schedules.change(id, at("no cron", "b")));
            assertThrows(UnknownId.class, () -> schedules.change("nix", at("0 9 * * *", "b")));
            clock.advance(60 * MINUTE_NS);
            schedules.runDue();
            assertEquals(List.of("a at 2026-01-01T08:10:00Z", "b at 2026-01-01T09:10:00Z"), done);
        }
        try (Schedules again = open()) {
            assertEquals("b", again.list().getFirst().session());
        }
    }

    @Test
    void makesUpForNothingThatCameDueWhileItWasDown() throws IOException {
        try (Schedules schedules = open()) {
            schedules.add(at("30 8 * * *", "c"));
        }
        clock.advance(45 * MINUTE_NS);
        try (Schedules again = open()) {
            again.runDue();
            assertEquals(List.of(), done);
            assertEquals("2026-01-02T08:30:00Z", again.next(again.list().getFirst()));
            again.remove(again.list().getFirst().id());
            assertEquals(List.of(), again.list());
            assertThrows(UnknownId.class, () -> again.remove("nix"));
        }
    }
}
