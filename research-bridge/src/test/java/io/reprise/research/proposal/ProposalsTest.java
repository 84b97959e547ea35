package io.reprise.research.proposal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.time.Times;
import io.reprise.research.access.AccessDenied;
import io.reprise.research.access.Budget;
import io.reprise.research.access.Principal;
import io.reprise.research.access.Scope;
import io.reprise.research.workspace.SessionFolder;
import io.reprise.research.workspace.UnknownId;
import io.reprise.research.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may decide what, once; the engine is a list of what it was sent. */
class ProposalsTest {
    private static final String SESSION = "data~sessions~btc";
    private static final Action HALT = new Action("halt", Map.of());
    private static final Principal AGENT = principal("00000000000a", Scope.LIVE_PROPOSE);
    private static final Principal BOSS = principal("00000000000b", Scope.LIVE_APPROVE);

    @TempDir
    private Path folder;

    private final AtomicLong nowNs = new AtomicLong(1_700_000_000L * Times.SECOND_NS);
    private final List<String> sent = new ArrayList<>();
    private Workspace workspace;

    private static Principal principal(String id, Scope... scopes) {
        return new Principal(id, "token " + id, Set.of(scopes), Budget.DEFAULT);
    }

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectories(folder.resolve("data/sessions/btc/journal/inbound"));
        workspace = Workspace.of(folder);
    }

    private Proposals open() {
        return Proposals.open(workspace, nowNs::get, null, new ActionTarget() {
            @Override
            public String describe(SessionFolder session, Action action) {
                Commands.of(action);
                return action.kind();
            }

            @Override
            public Taken send(SessionFolder session, Action action, Principal principal, String key) {
                if (action.kind().equals("resume")) {
                    throw new IllegalStateException("no engine runs");
                }
                sent.add(action.kind() + " " + key);
                return new Taken(7, 42);
            }
        });
    }

    private Proposal propose(Action action) {
        return open().propose(SESSION, action, "because", 600, AGENT);
    }

    @Test
    void doesOnceWhatAPersonApproves() {
        Proposal proposal = propose(HALT);
        assertEquals(ProposalState.OPEN, open().get(proposal.id()).state());
        Proposal done = open().approve(proposal.id(), proposal.digest(), BOSS);
        assertEquals(ProposalState.EXECUTED, done.state());
        assertEquals(42, done.seq());
        assertEquals(BOSS.name(), done.approver());
        assertThrows(ProposalConflict.class, () -> open().approve(proposal.id(), proposal.digest(), BOSS));
        assertThrows(ProposalConflict.class, () -> open().refuse(proposal.id(), proposal.digest(), BOSS));
        assertEquals(List.of("halt proposal-" + proposal.id()), sent);
        assertEquals(done, open().get(proposal.id()), "a restart shows it");
    }

    @Test
    void letsNobodyDecideWithoutTheScopeOrForThemselves() {
        Proposal proposal = propose(HALT);
        assertThrows(AccessDenied.class, () -> open().approve(proposal.id(), proposal.digest(), AGENT));
        Principal both = principal(AGENT.tokenId(), Scope.ADMIN);
        AccessDenied own =
                assertThrows(AccessDenied.class, () -> open().approve(proposal.id(), proposal.digest(), both));
        assertEquals(AccessDenied.Reason.OWN_PROPOSAL, own.reason());
        assertThrows(AccessDenied.class, () -> open().propose(SESSION, HALT, "", 600, BOSS));
        assertEquals(List.of(), sent);
    }

    @Test
    void refusesAnApprovalOfSomethingElseOrTooLate() throws IOException {
        Proposal first = propose(HALT);
        Proposal second = propose(new Action("flatten", Map.of()));
        assertThrows(ProposalConflict.class, () -> open().approve(first.id(), second.digest(), BOSS));
        nowNs.addAndGet(600 * Times.SECOND_NS);
        assertEquals(ProposalState.EXPIRED, open().get(first.id()).state());
        ProposalConflict late =
                assertThrows(ProposalConflict.class, () -> open().approve(first.id(), first.digest(), BOSS));
        assertTrue(late.getMessage().contains("expired"), late.getMessage());
        assertThrows(UnknownId.class, () -> open().approve("0123456789abcdef", first.digest(), BOSS));
        assertThrows(UnknownId.class, () -> open().get("../tokens"));
        assertEquals(List.of(), sent);
    }

    @Test
    void doesNothingToAnotherRunInTheSamePlace() throws IOException {
        Proposal proposal = propose(HALT);
        new JournalManifest(Map.of(), Map.of("runId", "another")).write(folder.resolve("data/sessions/btc/journal"));
        Proposal ended = open().approve(proposal.id(), proposal.digest(), BOSS);
        assertEquals(ProposalState.FAILED, ended.state());
        assertEquals(List.of(), sent);
    }

    @Test
    void saysWhyTheEngineDidNotTakeIt() {
        Proposal proposal = propose(new Action("resume", Map.of()));
        Proposal ended = open().approve(proposal.id(), proposal.digest(), BOSS);
        assertEquals(ProposalState.FAILED, ended.state());
        assertEquals("no engine runs", ended.error());
        Proposal refused = propose(HALT);
        assertEquals(
                ProposalState.REFUSED,
                open().refuse(refused.id(), refused.digest(), BOSS).state());
    }

    @Test
    void saysWhatANewParameterBecomesAsPeopleWriteIt() {
        Action change =
                new Action("parameters", Map.of("strategy", "sma-cross", "values", Map.of("slow", 9, "fast", 4)));
        assertEquals(
                "the strategy sma-cross gets the parameters fast=4, slow=9, from its next bar on",
                Commands.sentence(Commands.of(change)));
    }

    @Test
    void takesOnlyActionsThatMakeSense() {
        assertThrows(IllegalArgumentException.class, () -> new Action("explode", Map.of()));
        for (Action bad : List.of(
                new Action("halt", Map.of("x", 1)),
                new Action("order", Map.of("instrument", "X", "side", "BUY", "qty", "0")),
                new Action("order", Map.of("instrument", "X", "side", "HOLD", "qty", "1")),
                new Action("order", Map.of("instrument", "X", "side", "BUY", "qty", "0.000000001")),
                new Action("order", Map.of("instrument", "X", "side", "BUY", "type", "LIMIT", "qty", "1")),
                new Action("cancel-order", Map.of("orderId", "7")),
                new Action("parameters", Map.of("strategy", "x", "values", Map.of())))) {
            assertThrows(IllegalArgumentException.class, () -> propose(bad), bad.toString());
        }
        assertEquals(List.of(), open().list());
    }
}
