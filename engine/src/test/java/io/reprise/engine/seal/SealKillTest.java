package io.reprise.engine.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.StreamAppender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process killed with SIGKILL while it writes and seals: the next one goes on, and in the end every seal holds. */
@Tag("slow")
class SealKillTest {
    private static final long SEED = Long.getLong("reprise.seed", 1);
    private static final int KILLS = Integer.getInteger("reprise.kills", 6);
    private static final int RUN_MS_MAX = 400;

    @TempDir
    private Path folder;

    @Test
    void everySealHoldsAfterManyKills() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(SEED);
        Path journal = folder.resolve("journal");
        Path keyFolder = folder.resolve("keys");
        SealKeys keys = SealKeys.open(keyFolder);
        PublicKeys publicKeys = PublicKeys.ofFolder(keyFolder);
        for (int kill = 0; kill < KILLS; kill++) {
            killed(journal, keyFolder, random.nextInt(RUN_MS_MAX), kill);
            SealCheck.Report report = SealCheck.run(journal, publicKeys, () -> {});
            List<Tampering> broken = report.findings().stream()
                    .filter(finding -> finding.place().startsWith("seals/"))
                    .toList();
            assertEquals(List.of(), broken, "seed " + SEED + " kill " + kill + ": no seal is torn or false");
        }
        StreamAppender.open(JournalFolder.inbound(journal), SealedJournal.SMALL).close();
        StreamAppender.open(JournalFolder.outbound(journal), SealedJournal.SMALL)
                .close();
        Sealer.seal(journal, keys, true);
        SealCheck.Report report = SealCheck.run(journal, publicKeys, () -> {});
        assertEquals(List.of(), report.findings(), "seed " + SEED);
        assertTrue(report.streams().getFirst().segments() > 2 * KILLS, "it sealed between the kills: " + report);
    }

    /** Waits until it has sealed something, then a while, kills it and waits for its end. */
    private void killed(Path journal, Path keys, int afterMs, int number) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of(System.getProperty("reprise.home", ".."), "jvm.flags"),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                SealingVictim.class.getName(),
                journal.toString(),
                keys.toString(),
                Long.toString(SEED * 1_000 + number));
        Process process = builder.redirectErrorStream(true).start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            StringBuilder said = new StringBuilder();
            String line = out.readLine();
            while (line != null && !line.equals(SealingVictim.SEALING)) {
                said.append(line).append('\n');
                line = out.readLine();
            }
            assertTrue(line != null, "the victim ended by itself: " + said);
            process.waitFor(1 + afterMs, TimeUnit.MILLISECONDS);
            assertTrue(process.isAlive(), "the victim ended by itself");
        } finally {
            process.destroyForcibly();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "killed");
        }
    }
}
