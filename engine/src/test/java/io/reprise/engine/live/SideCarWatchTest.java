package io.reprise.engine.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.journal.Heartbeat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SideCarWatchTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path journal;

    private final List<String> notes = new ArrayList<>();
    private long nowNs = 17;
    private Heartbeat sideCar;
    private SideCarWatch watch;

    @BeforeEach
    void open() {
        Heartbeat.open(journal).beat(); // one of an earlier session
        sideCar = Heartbeat.open(journal);
        watch = SideCarWatch.open(journal, () -> nowNs, notes::add);
    }

    private void pass(long seconds, boolean beats) {
        for (long i = 0; i < seconds; i++) {
            nowNs += SECOND;
            if (beats) {
                sideCar.beat();
            }
            watch.look();
        }
    }

    @Test
    void missesNoSideCarThatNeverWas() {
        watch.deadMan(6 * SECOND);
        pass(100, false);
        assertEquals(SideCarWatch.State.NONE, watch.state());
        assertFalse(watch.takeHalt());
        assertEquals(List.of(), notes);
    }

    @Test
    void raisesOneAlertForEachLossAndTellsOfTheReturn() {
        pass(3, true);
        assertEquals(SideCarWatch.State.SERVED, watch.state());
        pass(4, false);
        assertEquals(List.of(), notes);
        pass(20, false);
        assertEquals(SideCarWatch.State.LOST, watch.state());
        assertEquals(1, notes.size(), notes::toString);
        assertTrue(notes.getFirst().startsWith("ALERT the side-car that served this session is gone"), notes::toString);
        pass(1, true);
        assertEquals(SideCarWatch.State.SERVED, watch.state());
        assertEquals(2, notes.size(), notes::toString);
        pass(6, false);
        assertEquals(2, watch.losses());
        assertFalse(watch.takeHalt(), "there is no timer");
    }

    @Test
    void haltsOnceForEachLossWhenThereIsATimer() {
        watch.deadMan(8 * SECOND);
        pass(3, true);
        pass(7, false);
        assertFalse(watch.takeHalt());
        pass(1, false);
        assertTrue(watch.takeHalt());
        pass(50, false);
        assertFalse(watch.takeHalt(), "an operator who resumes is not halted again");
        pass(1, true);
        pass(8, false);
        assertTrue(watch.takeHalt());
    }

    @Test
    void missesNoSideCarThatEndedInOrder() {
        pass(3, true);
        sideCar.end();
        pass(30, false);
        assertEquals(SideCarWatch.State.NONE, watch.state());
        assertEquals(List.of(), notes);
        pass(2, true);
        assertEquals(SideCarWatch.State.SERVED, watch.state());
    }
}
