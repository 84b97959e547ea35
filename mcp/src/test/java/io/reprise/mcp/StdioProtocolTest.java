package io.reprise.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.mcp.transport.StdioTransport;
import io.reprise.research.access.AuditEntry;
import io.reprise.research.access.Principal;
import io.reprise.research.access.Scope;
import io.reprise.research.store.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no message on standard input is answered with an error, audited, and does not end the server. */
class StdioProtocolTest {
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"test","version":"1"}}}""";
    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"list_journals\",\"arguments\":{}}}";

    @TempDir
    private Path folder;

    private AgentWorkspace agents;

    @BeforeEach
    void begin() throws IOException {
        agents = new AgentWorkspace(folder);
    }

    @AfterEach
    void end() {
        agents.close();
    }

    private List<Map<String, Object>> answers(Supplier<Principal> caller, String... lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] in = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        StdioTransport transport = new StdioTransport(new ByteArrayInputStream(in), out, agents.server.guard(), caller);
        agents.server.serve(transport);
        transport.run();
        return out.toString(StandardCharsets.UTF_8).lines().map(Json::map).toList();
    }

    private static Principal reader() {
        return Principal.local("local", Set.of(Scope.READ));
    }

    private static Object code(Map<String, Object> answer) {
        return answer.get("error") instanceof Map<?, ?> error ? error.get("code") : null;
    }

    @Test
    void goesOnAfterWhatIsNoMessage() throws IOException {
        String large = CALL.replace("{}", "{\"cursor\":\"" + "x".repeat(300_000) + "\"}");
        List<Map<String, Object>> answers =
                answers(StdioProtocolTest::reader, INITIALIZE, INITIALIZED, "{oops", "", "[1]", large, CALL, CALL);
        assertEquals(
                3,
                answers.stream().filter(answer -> answer.get("id") == null).count(),
                "what cannot be read has no id");
        assertEquals(
                2,
                answers.stream()
                        .filter(answer -> Integer.valueOf(-32700).equals(code(answer)))
                        .count());
        List<Map<String, Object>> called = answers.stream()
                .filter(answer -> Integer.valueOf(7).equals(answer.get("id")))
                .toList();
        assertEquals(2, called.size());
        assertEquals(
                1,
                called.stream()
                        .filter(answer -> Integer.valueOf(-32600).equals(code(answer)))
                        .count(),
                "the same id is taken once");
        assertTrue(Json.text(called).contains(AgentWorkspace.JOURNAL), "the call between them is answered");
        List<AuditEntry> refused =
                agents.audit.newest(100, entry -> entry.outcome().equals("INVALID"));
        assertEquals(4, refused.size(), refused.toString());
        assertEquals("local", agents.newest("mcp list_journals").actor());
    }

    @Test
    void deniesEachCallOfATokenThatIsRevokedMeanwhile() throws IOException {
        String token = agents.token("agent", Scope.READ);
        agents.tokens.revoke("agent");
        List<Map<String, Object>> answers = answers(() -> agents.tokens.verify(token), INITIALIZE, INITIALIZED, CALL);
        Map<?, ?> result = answers.stream()
                .filter(answer -> Integer.valueOf(7).equals(answer.get("id")))
                .map(answer -> (Map<?, ?>) answer.get("result"))
                .findFirst()
                .orElseThrow();
        assertEquals(true, result.get("isError"));
        assertEquals("DENIED", agents.newest("mcp list_journals").outcome());
        assertEquals("anonymous", agents.newest("mcp list_journals").actor());
    }
}
