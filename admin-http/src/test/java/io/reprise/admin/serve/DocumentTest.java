package io.reprise.admin.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.reprise.admin.http.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The document says what the server does: every route, every answer. */
class DocumentTest {
    @TempDir
    static Path root;

    private static World world;
    private static JsonNode document;

    @BeforeAll
    static void start() throws Exception {
        world = World.withRun(root, World.generous());
        document = Json.node(world.get("/openapi.json").body().getBytes(StandardCharsets.UTF_8));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void isAnOpenApiDocument() {
        assertEquals("3.1.0", document.get("openapi").asString());
        assertEquals("/api/v1", document.at("/servers/0/url").asString());
    }

    @Test
    void namesEveryRouteThatTheServerKnows() {
        List<String> unknown = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String address = path.getKey().replaceAll("\\{[^}]*}", "1");
                    HttpResponse<String> answer = world.send(world.request(address)
                            .method(
                                    operation.getKey().toUpperCase(java.util.Locale.ROOT),
                                    HttpRequest.BodyPublishers.noBody()));
                    if (answer.statusCode() == 405 || answer.body().contains("nothing at this address")) {
                        unknown.add(operation.getKey() + " " + path.getKey());
                    }
                }));
        assertEquals(List.of(), unknown);
    }

    @Test
    void holdsNoRouteBack() {
        assertEquals(
                new TreeSet<>(List.of("GET", "POST")),
                new TreeSet<>(List.of(
                        world.send(world.request("/sessions").method("PUT", HttpRequest.BodyPublishers.noBody()))
                                .headers()
                                .firstValue("Allow")
                                .orElseThrow()
                                .split(", "))));
        assertTrue(document.at("/paths/~1sessions/post").isObject());
        assertFalse(document.at("/paths/~1sessions/put").isObject());
    }

    @Test
    void describesEveryAnswerThatIsGiven() {
        String session = "/sessions/" + World.RUN;
        Map<String, String> routes = new LinkedHashMap<>();
        for (String plain : List.of(
                "/health",
                "/version",
                "/me",
                "/instruments",
                "/strategies",
                "/features",
                "/sessions",
                "/data/journals",
                "/jobs",
                "/runs",
                "/proposals",
                "/alerts",
                "/alert-rules",
                "/schedules",
                "/audit")) {
            routes.put(plain, plain);
        }
        routes.put("/reference/universe?date=2020-01-01&class=CRYPTO", "/reference/universe");
        routes.put("/reference/universe/notes?date=2020-01-01&class=CRYPTO", "/reference/universe/notes");
        routes.put("/reference/tickers/LEND?date=2020-01-01", "/reference/tickers/{ticker}");
        routes.put("/data/journals/" + World.MARKET, "/data/journals/{id}");
        routes.put("/runs/" + World.RUN, "/runs/{id}");
        routes.put("/runs/compare?ids=" + World.RUN + "," + World.RUN, "/runs/compare");
        routes.put(session, "/sessions/{id}");
        for (String below : List.of(
                "state",
                "state?seq=100",
                "orders",
                "fills",
                "frames?limit=50",
                "frames?stream=outbound",
                "frames?stream=all&limit=50",
                "candles",
                "equity",
                "risk",
                "days",
                "decay",
                "statement",
                "why?time=2020-01-01T02:00:00Z")) {
            routes.put(session + "/" + below, "/sessions/{id}/" + below.replaceAll("\\?.*", ""));
        }
        routes.put(session + "/orders/1", "/sessions/{id}/orders/{orderId}");
        routes.put(session + "/orders/1/chain", "/sessions/{id}/orders/{orderId}/chain");
        List<String> wrong = new ArrayList<>();
        routes.forEach((address, path) -> {
            HttpResponse<String> answer = world.get(address);
            if (answer.statusCode() != 200) {
                wrong.add(address + ": " + answer.statusCode() + " " + answer.body());
                return;
            }
            errors(path, "get", 200, answer.body()).forEach(error -> wrong.add(address + ": " + error));
        });
        assertEquals(List.of(), wrong);
    }

    @Test
    void describesProblems() {
        for (String address :
                List.of("/sessions/nix", "/sessions?limit=0", "/sessions/" + World.RUN + "/orders/999999")) {
            HttpResponse<String> answer = world.get(address);
            assertNotEquals(200, answer.statusCode());
            assertEquals(
                    "application/problem+json",
                    answer.headers().firstValue("Content-Type").orElseThrow());
            assertEquals(List.of(), errors("/sessions/{id}", "get", answer.statusCode(), answer.body()), address);
        }
    }

    @Test
    void documentsThatWhatIsAskedForMayNotBe() {
        List<String> wrong = new ArrayList<>();
        int[] unknown = {0};
        document.get("paths").properties().forEach(path -> {
            if (!path.getValue().has("get")) {
                return;
            }
            StringBuilder query = new StringBuilder("?");
            path.getValue().at("/get/parameters").forEach(param -> {
                if (param.get("in").asString().equals("query")
                        && param.at("/schema").has("x-names")) {
                    query.append(param.get("name").asString()).append("=0");
                }
            });
            String address = path.getKey().replaceAll("\\{[^}]*}", "0") + query;
            HttpResponse<String> answer = world.get(address);
            unknown[0] += answer.statusCode() == 404 ? 1 : 0;
            errors(path.getKey(), "get", answer.statusCode(), answer.body())
                    .forEach(error -> wrong.add(address + ": " + error));
        });
        assertEquals(List.of(), wrong);
        assertTrue(unknown[0] > 15, "only " + unknown[0] + " routes know that something can be missing");
        assertEquals(404, world.get("/runs/compare?ids=0").statusCode());
        assertEquals(
                404,
                world.get("/runs/compare?ids=" + World.RUN + ",reports~none").statusCode());
    }

    @Test
    void ordersListedPageByPageAreAllOrdersOnce() {
        String session = "/sessions/" + World.RUN + "/orders?limit=1000";
        JsonNode all = json(world.get(session));
        List<Long> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = json(world.get("/sessions/" + World.RUN + "/orders?limit=4" + cursor));
            page.get("items").forEach(order -> paged.add(order.get("orderId").asLong()));
            cursor = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").asString();
        } while (cursor != null);
        List<Long> whole = new ArrayList<>();
        all.get("items").forEach(order -> whole.add(order.get("orderId").asLong()));
        assertTrue(whole.size() > 10, "the run has too few orders to page: " + whole.size());
        assertEquals(whole, paged);
    }

    /** Damage, an engine that is not there and a child that fails: each knows a folder, and none tells it. */
    @Test
    void showsNoFolderOfTheServerInAProblem() throws Exception {
        Path broken = Files.createDirectories(root.resolve("data/sessions/broken/journal/inbound"));
        Files.writeString(broken.resolve("00000000.cq4"), "no journal");
        Files.writeString(broken.resolveSibling("manifest.json"), "{");
        String run = "/sessions/" + World.RUN;
        String missing = "{\"name\":\"x\",\"sources\":[\"" + World.MARKET
                + "\"],\"strategy\":\"sma-cross\",\"bar\":\"1m\",\"qty\":";
        List<String> wrong = new ArrayList<>();
        for (HttpResponse<String> answer : List.of(
                world.get("/sessions/data~sessions~broken"),
                world.get("/sessions/data~sessions~broken/state"),
                world.get("/sessions/data~sessions~broken/orders"),
                world.get("/sessions/data~sessions~broken/frames"),
                world.post("/sessions/data~sessions~broken/commands", "{\"kind\":\"halt\"}"),
                world.post(run + "/commands", "{\"kind\":\"halt\"}"),
                world.post(run + "/stop", "{}"),
                world.post("/proposals", "{\"session\":\"" + World.RUN + "\",\"action\":{\"kind\":\"halt\"}}"),
                world.post("/sessions", missing + "\"-1\"}"),
                world.post("/sessions", missing + "\"1\",\"speed\":\"no\"}"),
                world.post("/explain", "{\"session\":\"data~sessions~broken\",\"orderId\":1}"))) {
            String body = answer.body();
            boolean isProblem = answer.statusCode() >= 400 && answer.statusCode() < 500;
            if (!isProblem || body.contains(root.toString()) || body.contains("/tmp/") || body.contains("/home/")) {
                wrong.add(answer.uri() + " " + answer.statusCode() + " " + body);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void refusesBodiesThatTheDocumentDoesNotAllow() {
        for (String body : List.of(
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"kind\":\"nix\"}",
                "{\"kind\":\"halt\",\"more\":1}",
                "{\"kind\":\"order\",\"qty\":1}",
                "{\"kind\":\"halt\",\"kind\":\"halt\"}")) {
            HttpResponse<String> answer = world.post("/sessions/" + World.RUN + "/commands", body);
            assertEquals(400, answer.statusCode(), body + " " + answer.body());
        }
    }

    @Test
    void answersAnActOnceForItsKey() {
        String rule = "{\"kind\":\"DRAWDOWN\",\"threshold\":0.5}";
        HttpResponse<String> first = world.post("/alert-rules", rule, "once");
        HttpResponse<String> again = world.post("/alert-rules", rule, "once");
        assertEquals(201, first.statusCode(), first.body());
        assertEquals(first.body(), again.body());
        assertEquals("true", again.headers().firstValue("Idempotency-Replayed").orElseThrow());
        HttpResponse<String> other = world.post("/alert-rules", rule.replace("0.5", "0.6"), "once");
        assertEquals(409, other.statusCode());
        String id = json(first).get("id").asString();
        assertEquals(200, world.delete("/alert-rules/" + id).statusCode());
        assertEquals(404, world.delete("/alert-rules/" + id).statusCode());
    }

    @Test
    void auditsWhatActs() {
        world.post(
                "/alert-rules",
                "{\"kind\":\"LAG\",\"threshold\":5,\"webhook\":\"https://a.example/?token=rpt_abcdefgh\"}");
        String audit = world.get("/audit").body();
        assertTrue(audit.contains("POST /api/v1/alert-rules"), audit);
        assertFalse(audit.contains(world.token()), "the audit holds the token");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.node(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> errors(String path, String method, int status, String body) {
        JsonNode response =
                document.get("paths").get(path).get(method).get("responses").get(Integer.toString(status));
        if (response == null) {
            return List.of("status " + status + " is not documented");
        }
        JsonNode schema = response.get("content").iterator().next().get("schema");
        @SuppressWarnings("unchecked")
        Map<String, Object> whole = new LinkedHashMap<>((Map<String, Object>) Json.plain(schema));
        whole.put("components", document.get("components"));
        List<Error> errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.node(Json.bytes(whole)))
                .validate(Json.node(body.getBytes(StandardCharsets.UTF_8)));
        return errors.stream()
                .limit(3)
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }
}
