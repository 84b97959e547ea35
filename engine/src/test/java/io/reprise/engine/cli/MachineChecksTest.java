package io.reprise.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.cli.MachineChecks.Check;
import io.reprise.engine.cli.MachineChecks.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineChecksTest {
    @TempDir
    private Path folder;

    @Test
    void failsOnAnOlderJdk() {
        assertEquals(Status.FAIL, MachineChecks.jdk(24, "VM").status());
        assertEquals(Status.OK, MachineChecks.jdk(25, "VM").status());
    }

    @Test
    void namesTheFlagsThatAreNotInEffect() throws IOException {
        Files.writeString(folder.resolve("jvm.flags"), "# why\n-Da=1\n--add-opens=x/y=ALL-UNNAMED\n");
        Check missing = MachineChecks.flags(folder, List.of("-Da=1"));
        assertEquals(Status.FAIL, missing.status());
        assertTrue(missing.detail().endsWith("--add-opens=x/y=ALL-UNNAMED"), missing.detail());
        assertEquals(
                Status.OK,
                MachineChecks.flags(folder, List.of("-Da=1", "--add-opens=x/y=ALL-UNNAMED"))
                        .status());
    }

    @Test
    void warnsOfASlowClockAndASingleCore() throws IOException {
        assertEquals(Status.WARN, MachineChecks.cores(1).status());
        Path source = Files.writeString(folder.resolve("clock"), "hpet\n");
        assertEquals(Status.WARN, MachineChecks.clock(source).status());
        Files.writeString(source, "tsc\n");
        assertEquals(Status.OK, MachineChecks.clock(source).status());
    }

    @Test
    void answersEveryCheckWithoutThrowing() {
        List<Check> checks = MachineChecks.all(null, folder);
        assertEquals(
                List.of("jdk", "flags", "memory", "cores", "disk", "shm", "ports", "clock"),
                checks.stream().map(Check::name).toList());
    }
}
