package io.reprise.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.research.access.AccessDenied;
import io.reprise.research.access.AuditEntry;
import io.reprise.research.access.Budget;
import io.reprise.research.access.Principal;
import io.reprise.research.access.Scope;
import io.reprise.research.proposal.Proposal;
import io.reprise.research.store.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official Python client and the official inspector list and call every tool, over both transports. */
@Tag("slow")
class OfficialClientsTest {
    private static final Path SCRIPT = Path.of("src", "test", "python", "conformance.py");

    @TempDir
    private Path folder;

    private AgentWorkspace agents;
    private Path server;
    private String agent;
    private List<String> inspector;

    @BeforeEach
    void begin() throws IOException {
        agents = new AgentWorkspace(folder);
        server = OfficialClients.serverScript(folder, agents.workspace.root());
        agent = agents.token("agent", Scope.RESEARCH, Scope.PAPER, Scope.LIVE_PROPOSE);
    }

    @AfterEach
    void end() {
        agents.close();
    }

    private Map<String, Object> python(String transport, String token, String scope, String prefix) throws Exception {
        Map<String, Object> config = new TreeMap<>();
        config.put("transport", transport);
        config.put("command", List.of(server.toString()));
        config.put(
                "env", Map.of("REPRISE_TOKEN", token, "XDG_CONFIG_HOME", folder.toString(), "PATH", "/usr/bin:/bin"));
        config.put("url", agents.address.toString());
        config.put("token", token);
        config.put("journal", AgentWorkspace.JOURNAL);
        config.put("prefix", prefix);
        config.put("scope", scope);
        OfficialClients.Ended ended = OfficialClients.run(
                Map.of(),
                OfficialClients.python().toString(),
                SCRIPT.toAbsolutePath().toString(),
                Json.text(config));
        assertEquals(0, ended.code(), ended.err());
        return Json.map(ended.out());
    }

    @Test
    void pythonClientCallsEveryToolOverStandardInputAndOutput() throws Exception {
        Map<String, Object> answer = python("stdio", agent, "all", "stdio");
        assertEquals(List.of(), answer.get("notCalled"));
        assertEveryCallIsAudited(answer);
    }

    @Test
    void pythonClientCallsEveryToolOverHttp() throws Exception {
        Map<String, Object> answer = python("http", agent, "all", "http");
        assertEquals(List.of(), answer.get("notCalled"));
        assertEveryCallIsAudited(answer);
        assertRefusesToApproveItForItsProposer((String) answer.get("proposal"));
    }

    @Test
    void pythonClientWithTheScopeReadOnlyReads() throws Exception {
        String reader = agents.token("reader", Scope.READ);
        for (String transport : List.of("stdio", "http")) {
            Map<String, Object> answer = python(transport, reader, "read", "r" + transport);
            Map<?, ?> ended = (Map<?, ?>) answer.get("ended");
            assertEquals("DENIED", ended.get("start_paper"));
        }
        List<AuditEntry> denied =
                agents.audit.newest(100, entry -> entry.outcome().equals("DENIED"));
        assertEquals(
                Set.of("reader"),
                denied.stream().map(AuditEntry::actor).collect(Collectors.toSet()),
                denied.toString());
        assertTrue(denied.size() >= 16, "each refusal stands in the audit: " + denied.size());
    }

    private void assertEveryCallIsAudited(Map<String, Object> answer) {
        List<AuditEntry> all = agents.audit.newest(2_000, entry -> true);
        Set<String> audited = all.stream().map(AuditEntry::what).collect(Collectors.toSet());
        for (Object tool : (List<?>) answer.get("tools")) {
            assertTrue(audited.contains("mcp " + tool), tool + " is not in the audit");
        }
        assertTrue(audited.containsAll(Set.of("mcp initialize", "mcp resources/read", "mcp prompts/get")));
        assertTrue(all.stream().anyMatch(entry -> entry.outcome().equals("PROPOSED")), "a proposal is audited as one");
        assertTrue(
                all.stream().anyMatch(entry -> entry.what().equals("mcp kill_switch") && entry.seq() != null),
                "the kill switch is audited with its sequence");
    }

    private void assertRefusesToApproveItForItsProposer(String id) {
        Proposal proposal = agents.proposals.get(id);
        Principal proposer = new Principal(proposal.proposerId(), "agent", Set.of(Scope.ADMIN), Budget.DEFAULT);
        assertTrue(assertThrows(AccessDenied.class, () -> agents.proposals.approve(id, proposal.digest(), proposer))
                .getMessage()
                .contains("who proposes does not decide"));
    }

    // ---- the inspector --------------------------------------------------------------------------------------------

    private Map<String, Object> inspect(String... words) throws Exception {
        if (inspector == null) {
            inspector = OfficialClients.inspector();
        }
        List<String> command = new ArrayList<>(inspector);
        command.addAll(List.of(words));
        OfficialClients.Ended ended = OfficialClients.run(Map.of(), command.toArray(String[]::new));
        assertEquals(0, ended.code(), ended.err() + ended.out());
        return Json.map(ended.out());
    }

    private Map<String, Object> overHttp(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                agents.address.toString(), "--transport", "http", "--header", "Authorization: Bearer " + agent));
        all.addAll(List.of(words));
        return inspect(all.toArray(String[]::new));
    }

    @Test
    void inspectorListsAndCallsEveryToolOverHttp() throws Exception {
        List<?> tools = (List<?>) overHttp("--method", "tools/list").get("tools");
        for (Object listed : tools) {
            Map<?, ?> tool = (Map<?, ?>) listed;
            List<String> words =
                    new ArrayList<>(List.of("--method", "tools/call", "--tool-name", (String) tool.get("name")));
            List<String> arguments = arguments(tool);
            if (!arguments.isEmpty()) {
                words.add("--tool-arg");
                words.addAll(arguments);
            }
            Map<String, Object> result = overHttp(words.toArray(String[]::new));
            assertFalse(((List<?>) result.get("content")).isEmpty(), tool.get("name") + " answers");
            AuditEntry entry = agents.newest("mcp " + tool.get("name"));
            assertEquals("agent", entry.actor());
            assertEquals(
                    Boolean.TRUE.equals(result.get("isError")),
                    Set.of("INVALID", "FAILED", "DENIED").contains(entry.outcome()),
                    entry.toString());
        }
    }

    /** What each tool needs, as far as the schema lets a client know: ids of nothing are refused in a sentence. */
    private static List<String> arguments(Map<?, ?> tool) {
        Map<?, ?> schema = (Map<?, ?>) tool.get("inputSchema");
        if (!(schema.get("required") instanceof List<?> required)) {
            return List.of();
        }
        Map<String, String> known = Map.of(
                "journal", AgentWorkspace.JOURNAL,
                "journals", "[\"" + AgentWorkspace.JOURNAL + "\"]",
                "sources", "[\"" + AgentWorkspace.JOURNAL + "\"]",
                "strategy", "sma-cross",
                "side", "BUY",
                "kind", "halt",
                "order_id", "1",
                "runs", "[\"a\",\"b\"]",
                "values", "{\"fast\":5}",
                "time", "2023-11-15T00:00:00Z");
        return required.stream()
                .map(name -> name + "=" + known.getOrDefault(String.valueOf(name), "x"))
                .toList();
    }

    @Test
    void inspectorListsAndCallsOverStandardInputAndOutput() throws Exception {
        String[] command = {server.toString(), "-e", "REPRISE_TOKEN=" + agent, "-e", "XDG_CONFIG_HOME=" + folder};
        List<String> list = new ArrayList<>(List.of(command));
        list.addAll(List.of("--method", "tools/list"));
        int tools = ((List<?>) inspect(list.toArray(String[]::new)).get("tools")).size();
        assertTrue(tools > 30, tools + " tools; that each is called, the Python client's conformance run checks");
        List<String> call = new ArrayList<>(List.of(command));
        call.addAll(List.of(
                "--method",
                "tools/call",
                "--tool-name",
                "run_backtest",
                "--tool-arg",
                "journals=[\"" + AgentWorkspace.JOURNAL + "\"]",
                "strategy=sma-cross",
                "wait_seconds=500"));
        Map<String, Object> result = inspect(call.toArray(String[]::new));
        assertEquals(false, result.get("isError"), result.toString());
        assertEquals("OK", agents.newest("mcp run_backtest").outcome());
    }
}
