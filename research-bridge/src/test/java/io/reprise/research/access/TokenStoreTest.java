package io.reprise.research.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.time.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenStoreTest {
    private static final long DAY_NS = Times.DAY_NS;

    @TempDir
    private Path folder;

    private final AtomicLong nowNs = new AtomicLong(1_700_000_000L * Times.SECOND_NS);

    private TokenStore open() {
        return TokenStore.open(folder.resolve("side-car"), nowNs::get);
    }

    private String create(String name, Scope... scopes) {
        return open().create(name, List.of(scopes), null, Budget.DEFAULT).text();
    }

    private AccessDenied.Reason denied(String token) {
        return assertThrows(AccessDenied.class, () -> open().verify(token)).reason();
    }

    @Test
    void verifiesATokenByItsHashAlone() throws IOException {
        String token = create("quant", Scope.RESEARCH);
        Principal principal = open().verify(token);
        assertEquals("quant", principal.name());
        assertEquals(Set.of(Scope.READ, Scope.RESEARCH), principal.scopes(), "each scope brings read");
        assertEquals(principal.tokenId(), "%012x".formatted(principal.tokenNumber()));
        String stored = Files.readString(folder.resolve("side-car").resolve(TokenStore.FILE));
        assertFalse(stored.contains(token), "the secret is nowhere stored");
        assertFalse(stored.contains(token.substring(4)), "nor without its prefix");
    }

    @Test
    void givesAdminEveryScopeAndNobodyElse() {
        assertEquals(
                Set.of(Scope.values()),
                open().verify(create("root", Scope.ADMIN)).scopes());
        Principal approver = open().verify(create("boss", Scope.LIVE_APPROVE));
        assertThrows(AccessDenied.class, () -> approver.require(Scope.LIVE_PROPOSE));
        approver.require(Scope.READ);
    }

    @Test
    void keepsFilesToTheirOwner() throws IOException {
        Path told = open().firstStart().orElseThrow();
        assertTrue(open().verify(Files.readString(told).strip()).has(Scope.ADMIN));
        assertTrue(open().firstStart().isEmpty(), "only the first start makes one");
        for (Path file : List.of(told, folder.resolve("side-car").resolve(TokenStore.FILE))) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("side-car"))));
    }

    @Test
    void refusesWhatIsUnknownExpiredOrRevokedWithTheSameWords() {
        String late = open().create("late", List.of(Scope.READ), nowNs.get() + DAY_NS, Budget.DEFAULT)
                .text();
        String gone = create("gone", Scope.READ);
        TokenStore running = open();
        running.verify(gone);
        open().revoke("gone");
        assertEquals(
                AccessDenied.Reason.REVOKED,
                assertThrows(AccessDenied.class, () -> running.verify(gone)).reason(),
                "at once, in another process too");
        open().verify(late);
        nowNs.addAndGet(DAY_NS);
        assertEquals(AccessDenied.Reason.EXPIRED, denied(late));
        assertEquals(AccessDenied.Reason.UNKNOWN, denied("rpt_" + "A".repeat(43)));
        assertEquals(AccessDenied.Reason.UNKNOWN, denied("x"));
        assertEquals(AccessDenied.Reason.NO_TOKEN, denied(null));
        assertEquals(
                assertThrows(AccessDenied.class, () -> open().verify(late)).getMessage(),
                assertThrows(AccessDenied.class, () -> open().verify(gone)).getMessage());
    }

    @Test
    void makesNoTwoTokensOfOneNameWhileBothAreValid() {
        String first = create("agent", Scope.READ);
        assertThrows(IllegalArgumentException.class, () -> create("agent", Scope.READ));
        open().revoke("agent");
        assertNotEquals(first, create("agent", Scope.READ));
        assertThrows(IllegalArgumentException.class, () -> create("../x", Scope.READ));
        assertThrows(
                IllegalArgumentException.class,
                () -> open().create("past", List.of(Scope.READ), nowNs.get(), Budget.DEFAULT));
    }
}
