package io.reprise.admin.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.reprise.admin.alert.AlertRule.Kind;
import io.reprise.admin.alert.AlertWatch.Standing;
import io.reprise.admin.log.Log;
import io.reprise.engine.time.Times;
import io.reprise.engine.time.VirtualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsTest {
    @TempDir
    Path folder;

    private final VirtualClock clock = new VirtualClock(Times.parse("2026-01-01T08:00:00Z"));
    private final List<Standing> sessions = new ArrayList<>();
    private final Map<String, String> decayed = new HashMap<>();
    private long diskFree = Long.MAX_VALUE;

    private Alerts open(Map<String, String> environment) throws IOException {
        return Alerts.open(folder, clock, Log.open(folder.resolve("log"), clock), environment);
    }

    private AlertWatch watch(Alerts alerts) throws IOException {
        AlertWatch.Sight sight = new AlertWatch.Sight() {
            @Override
            public List<Standing> sessions() {
                return List.copyOf(sessions);
            }

            @Override
            public Optional<String> decayed(String session) {
                return Optional.ofNullable(decayed.get(session));
            }

            @Override
            public long diskFreeBytes() {
                return diskFree;
            }
        };
        return new AlertWatch(alerts, sight, clock, Log.open(folder.resolve("log"), clock));
    }

    private static List<String> texts(Alerts alerts) {
        return alerts.alerts().stream().map(Alert::text).toList();
    }

    @Test
    void tellsOnceOfAnEngineThatIsGone() throws IOException {
        try (Alerts alerts = open(Map.of())) {
            AlertWatch watch = watch(alerts);
            sessions.add(new Standing("s", true, false, null));
            watch.look();
            sessions.set(0, new Standing("s", false, false, null));
            watch.look();
            watch.look();
            assertEquals(List.of("the engine of s has stopped before the end of its data"), texts(alerts));
            sessions.set(0, new Standing("s", true, false, null));
            watch.look();
            sessions.set(0, new Standing("s", false, true, null));
            watch.look();
            assertEquals(1, alerts.alerts().size(), "the end of the data is no alarm");
        }
    }

    @Test
    void tellsOfARunningStrategyThatHasDecayed() throws IOException {
        try (Alerts alerts = open(Map.of())) {
            AlertWatch watch = watch(alerts);
            sessions.add(new Standing("s", true, false, null));
            sessions.add(new Standing("over", false, true, null));
            watch.look();
            assertEquals(List.of(), texts(alerts));
            decayed.put("s", "sma-cross: ALARM");
            decayed.put("over", "not asked for");
            watch.look();
            watch.look();
            assertEquals(List.of("sma-cross: ALARM"), texts(alerts));
        }
    }

    @Test
    void tellsAgainOnlyAfterTheCauseHasGone() throws IOException {
        try (Alerts alerts = open(Map.of())) {
            AlertWatch watch = watch(alerts);
            diskFree = 5_000_000;
            watch.look();
            watch.look();
            diskFree = Long.MAX_VALUE;
            watch.look();
            diskFree = 4_000_000;
            watch.look();
            assertEquals(
                    List.of("4 MB are free on the disk of the journals", "5 MB are free on the disk of the journals"),
                    texts(alerts));
        }
    }

    @Test
    void keepsAlertsAndWhoSawThem() throws IOException {
        String id;
        try (Alerts alerts = open(Map.of())) {
            diskFree = 1;
            watch(alerts).look();
            id = alerts.alerts().getFirst().id();
            alerts.acknowledge(id, "anna");
        }
        try (Alerts again = open(Map.of())) {
            assertEquals("anna", again.alerts().getFirst().acknowledgedBy());
            assertEquals("anna", again.acknowledge(id, "bert").acknowledgedBy());
        }
    }

    @Test
    void refusesRulesThatMakeNoSense() throws IOException {
        try (Alerts alerts = open(Map.of())) {
            assertThrows(IllegalArgumentException.class, () -> alerts.add(Kind.DRAWDOWN, null, null, null, null));
            assertThrows(IllegalArgumentException.class, () -> alerts.add(Kind.DRAWDOWN, 1.5, null, null, null));
            assertThrows(IllegalArgumentException.class, () -> alerts.add(Kind.DRAWDOWN, Double.NaN, null, null, null));
            assertThrows(IllegalArgumentException.class, () -> alerts.add(Kind.HALTED, 1.0, null, null, null));
            assertThrows(IllegalArgumentException.class, () -> alerts.add(Kind.HALTED, null, null, "file:///x", null));
            assertThrows(
                    IllegalArgumentException.class, () -> alerts.add(Kind.HALTED, null, null, "http://u:p@x/", null));
            assertThrows(IllegalArgumentException.class, () -> alerts.add(Kind.HALTED, null, null, null, "a@b"));
        }
    }

    @Test
    void signsWhatAWebhookIsTold() throws Exception {
        CompletableFuture<Map<String, String>> told = new CompletableFuture<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            told.complete(Map.of(
                    "body", body,
                    "time", exchange.getRequestHeaders().getFirst(Webhook.TIME),
                    "signature", exchange.getRequestHeaders().getFirst(Webhook.SIGNATURE)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try (Alerts alerts = open(Map.of())) {
            AlertRule rule = alerts.add(
                    Kind.HALTED,
                    null,
                    null,
                    "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook",
                    null);
            alerts.raise(rule, "s", "WARN", "s is halted");
            Map<String, String> got = told.get(10, TimeUnit.SECONDS);
            assertTrue(got.get("body").contains("\"text\":\"s is halted\""), got.get("body"));
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = HexFormat.of()
                    .parseHex(Files.readString(folder.resolve("alerts/webhook-key"))
                            .strip());
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] signed = mac.doFinal((got.get("time") + "." + got.get("body")).getBytes(StandardCharsets.UTF_8));
            assertEquals("sha256=" + HexFormat.of().formatHex(signed), got.get("signature"));
        } finally {
            receiver.stop(0);
        }
    }
}
