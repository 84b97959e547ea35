package io.reprise.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.research.access.AuditEntry;
import io.reprise.research.access.Budget;
import io.reprise.research.access.Scope;
import io.reprise.research.access.TokenStore;
import io.reprise.research.store.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no proper request gets the protocol's error, and stands in the audit. */
class HttpProtocolTest {
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"test","version":"1"}}}""";
    private static final int PARSE_ERROR = -32700;
    private static final int INVALID_REQUEST = -32600;
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INVALID_PARAMS = -32602;

    @TempDir
    private Path folder;

    private AgentWorkspace agents;
    private String token;
    private String session;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        agents = new AgentWorkspace(folder);
        token = agents.token("agent", Scope.RESEARCH, Scope.LIVE_PROPOSE);
        HttpResponse<String> began = post(INITIALIZE);
        assertEquals(200, began.statusCode(), began.body());
        session = began.headers().firstValue("Mcp-Session-Id").orElseThrow();
        post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    @AfterEach
    void end() {
        agents.close();
    }

    private HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(agents.address)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (session != null) {
            request.header("Mcp-Session-Id", session);
        }
        return request;
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(request().POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String call(int id, String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + "}}";
    }

    /** The message of an event stream. */
    private static Map<String, Object> message(HttpResponse<String> response) {
        String data = response.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .reduce((first, last) -> last)
                .orElseThrow(() -> new AssertionError("no event: " + response.statusCode() + " " + response.body()));
        return Json.map(data.substring("data: ".length()));
    }

    private static int code(Map<String, Object> message) {
        return (int) ((Map<?, ?>) message.get("error")).get("code");
    }

    private void assertRefused(int status, int code, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(code, code(Json.map(response.body())), response.body());
    }

    private void assertAudited(String what, String outcome, String part) {
        AuditEntry entry = agents.newest(what);
        assertEquals(outcome, entry.outcome());
        assertTrue(entry.detail().contains(part), entry.detail());
    }

    @Test
    void answersACallAndAuditsItWithItsScopeAndArguments() throws Exception {
        Map<?, ?> result = (Map<?, ?>)
                message(post(call(2, "list_journals", "{\"limit\":1}"))).get("result");
        assertEquals(false, result.get("isError"));
        assertTrue(Json.text(result.get("structuredContent")).contains(AgentWorkspace.JOURNAL));
        AuditEntry entry = agents.newest("mcp list_journals");
        assertEquals("agent", entry.actor());
        assertEquals("read", entry.scope());
        assertEquals("{\"limit\":1}", entry.arguments());
        assertEquals("OK", entry.outcome());
        assertEquals(
                "test 1", Json.map(agents.newest("mcp initialize").arguments()).get("client"));
    }

    @Test
    void refusesWhatIsNoMessage() throws Exception {
        assertRefused(400, PARSE_ERROR, post("{\"jsonrpc\":"));
        assertAudited("mcp http", "INVALID", "not a JSON object");
        assertRefused(400, PARSE_ERROR, post("[]"));
        assertRefused(400, INVALID_REQUEST, post("{\"jsonrpc\":\"1.0\",\"id\":2,\"method\":\"ping\"}"));
        assertRefused(400, INVALID_REQUEST, post("{\"jsonrpc\":\"2.0\",\"id\":[2],\"method\":\"ping\"}"));
        assertRefused(400, PARSE_ERROR, post("{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000)));
        session = null;
        assertRefused(400, INVALID_PARAMS, post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}"));
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        String large = call(2, "list_journals", "{\"cursor\":\"" + "x".repeat(300_000) + "\"}");
        assertRefused(413, INVALID_REQUEST, post(large));
        assertAudited("mcp http", "INVALID", "above");
        HttpResponse<String> chunked = send(request()
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)))));
        assertRefused(413, INVALID_REQUEST, chunked);
    }

    @Test
    void refusesMethodsToolsAndArgumentsThatThereAreNot() throws Exception {
        assertEquals(
                METHOD_NOT_FOUND, code(message(post("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/steal\"}"))));
        assertAudited("mcp request", "INVALID", "tools/steal");
        assertEquals(INVALID_PARAMS, code(message(post(call(3, "launch_rocket", "{}")))));
        assertAudited("mcp tools/call", "INVALID", "launch_rocket");
        Map<?, ?> result = (Map<?, ?>)
                message(post(call(4, "query_candles", "{\"journal\":7}"))).get("result");
        assertEquals(true, result.get("isError"));
        assertAudited("mcp query_candles", "INVALID", "do not fit");
    }

    @Test
    void refusesARequestThatIsSentAgain() throws Exception {
        String body = call(2, "list_strategies", "{}");
        assertEquals(200, post(body).statusCode());
        assertRefused(400, INVALID_REQUEST, post(body));
        assertAudited("mcp http", "INVALID", "made before");
    }

    @Test
    void refusesTokensThatAreNotValid() throws Exception {
        String valid = token;
        token = null;
        HttpResponse<String> none = post(call(2, "list_journals", "{}"));
        assertRefused(401, INVALID_REQUEST, none);
        assertTrue(none.headers().firstValue("WWW-Authenticate").isPresent());
        assertAudited("mcp http", "DENIED", "NO_TOKEN");
        token = "rpt_" + "A".repeat(43);
        assertRefused(401, INVALID_REQUEST, post(call(2, "list_journals", "{}")));
        assertAudited("mcp http", "DENIED", "UNKNOWN");
        TokenStore past = TokenStore.open(agents.workspace.sideCar(), () -> 1_000_000_000L);
        token = past.create("late", List.of(Scope.READ), 2_000_000_000L, Budget.DEFAULT)
                .text();
        assertRefused(401, INVALID_REQUEST, post(call(2, "list_journals", "{}")));
        assertAudited("mcp http", "DENIED", "EXPIRED");
        token = valid;
        agents.tokens.revoke("agent");
        assertRefused(401, INVALID_REQUEST, post(call(2, "list_journals", "{}")));
        assertAudited("mcp http", "DENIED", "REVOKED");
    }

    @Test
    void keepsASessionToTheTokenThatBeganIt() throws Exception {
        token = agents.token("other", Scope.ADMIN);
        assertRefused(404, INVALID_REQUEST, post(call(2, "list_journals", "{}")));
        assertAudited("mcp http", "DENIED", "no such session");
        session = "nothing";
        assertRefused(404, INVALID_REQUEST, post(call(2, "list_journals", "{}")));
        session = null;
        assertRefused(400, INVALID_REQUEST, post(call(2, "list_journals", "{}")));
    }

    @Test
    void refusesOtherSitesAndOtherWaysOfAsking() throws Exception {
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString(call(2, "list_journals", "{}"));
        assertRefused(
                403,
                INVALID_REQUEST,
                send(request().header("Origin", "http://evil.test").POST(body)));
        assertAudited("mcp http", "DENIED", "another site");
        assertRefused(
                400,
                INVALID_REQUEST,
                send(request().header("MCP-Protocol-Version", "1999-01-01").POST(body)));
        assertRefused(
                415,
                INVALID_REQUEST,
                send(request().setHeader("Content-Type", "text/plain").POST(body)));
        assertRefused(
                406,
                INVALID_REQUEST,
                send(request().setHeader("Accept", "text/html").POST(body)));
        assertRefused(405, INVALID_REQUEST, send(request().PUT(body)));
    }

    @Test
    void deniesWhatTheScopeDoesNotAllow() throws Exception {
        Map<?, ?> result = (Map<?, ?>) message(post(call(
                        2,
                        "start_paper",
                        "{\"name\":\"x\",\"sources\":[\"" + AgentWorkspace.JOURNAL
                                + "\"],\"strategy\":\"sma-cross\"}")))
                .get("result");
        assertEquals(true, result.get("isError"));
        assertTrue(Json.text(result).contains("lacks the scope paper"), Json.text(result));
        assertAudited("mcp start_paper", "DENIED", "lacks the scope paper");
        assertEquals("paper", agents.newest("mcp start_paper").scope());
    }

    @Test
    void endsASessionThatIsDeleted() throws Exception {
        assertEquals(200, send(request().DELETE()).statusCode());
        assertRefused(404, INVALID_REQUEST, post(call(2, "list_journals", "{}")));
    }

    @Test
    void showsNoSecretInTheAudit() throws Exception {
        post(call(2, "query_candles", "{\"journal\":\"" + token + "\"}"));
        assertFalse(
                Json.text(agents.audit.newest(100, entry -> true)).contains(token),
                "a token that was given stays secret");
    }
}
