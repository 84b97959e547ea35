package io.reprise.research.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.journal.JournalCheck;
import io.reprise.engine.time.SystemClock;
import io.reprise.research.access.AuditEvent.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
    private static final Principal AGENT = new Principal("00000000000a", "agent", Set.of(Scope.PAPER), Budget.DEFAULT);

    @TempDir
    private Path folder;

    private Audit open() {
        return Audit.open(folder, new SystemClock());
    }

    private static List<String> whats(Audit audit) {
        return audit.newest(100, entry -> true).stream().map(AuditEntry::what).toList();
    }

    @Test
    void keepsEveryFieldOfACallOverARestart() {
        AuditEvent event = AuditEvent.of(AGENT, "mcp kill_switch")
                .needing(Scope.PAPER)
                .with(Map.of("session", "data~sessions~btc", "flatten", true))
                .on("data~sessions~btc", 4711L)
                .ended(Outcome.OK, "halt, cancel-all, flatten")
                .approvedBy("boss");
        AuditEntry written;
        try (Audit audit = open()) {
            written = audit.record(event);
        }
        try (Audit audit = open()) {
            assertEquals(List.of(written), audit.newest(10, entry -> true));
        }
        assertEquals("{\"flatten\":true,\"session\":\"data~sessions~btc\"}", written.arguments());
        assertEquals(4711L, written.seq());
        assertEquals("boss", written.approver());
    }

    @Test
    void isAJournalThatHoldsWhenItIsChecked() {
        try (Audit audit = open()) {
            for (int i = 0; i < 50; i++) {
                audit.record(AuditEvent.of(AGENT, "call " + i).with(Map.of("text", "x".repeat(i * 20))));
            }
            assertEquals("call 49", whats(audit).getFirst(), "newest first, also while it is written");
        }
        assertTrue(JournalCheck.run(folder.resolve("audit").resolve("1"), document -> {})
                .verified());
    }

    @Test
    void givesEachProcessThatAnswersAtTheSameTimeAJournal() {
        try (Audit first = open();
                Audit second = open()) {
            first.record(AuditEvent.of(AGENT, "first"));
            second.record(AuditEvent.anonymous("second"));
            assertEquals(List.of("second", "first"), whats(first), "all are read together");
        }
    }

    @Test
    void hidesSecretsAndCutsWhatIsLong() {
        String secret = "rpt_" + "Az09_-".repeat(7) + "x";
        try (Audit audit = open()) {
            AuditEntry entry = audit.record(AuditEvent.of(AGENT, "x")
                    .with(Map.of(
                            "password",
                            "p",
                            "deep",
                            Map.of("apiKey", "k"),
                            "note",
                            "it is " + secret,
                            "long",
                            "y".repeat(9_000)))
                    .ended(Outcome.INVALID, "said " + secret));
            assertFalse((entry.arguments() + entry.detail()).contains(secret));
            assertFalse(entry.arguments().contains("\"p\"") || entry.arguments().contains("\"k\""), entry.arguments());
            assertTrue(entry.arguments().length() < 4_100);
        }
    }
}
