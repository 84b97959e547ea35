package io.reprise.admin.serve;

import io.reprise.admin.http.Call;
import io.reprise.admin.http.Json;
import io.reprise.admin.http.Observer;
import io.reprise.admin.http.Problem;
import io.reprise.admin.log.Log;
import io.reprise.admin.metrics.HttpMetrics;
import io.reprise.research.access.Audit;
import io.reprise.research.access.AuditEvent;
import io.reprise.research.access.AuditEvent.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sees every call: counts it, logs what acted, failed or was slow, and audits what acted or was refused. Reads are only
 * counted: there may be a thousand a second. Safe from any thread.
 */
final class Watcher implements Observer {
    private static final long SLOW_NS = 1_000_000_000L;
    private static final double NS_PER_MS = 1e6;
    private static final String WEBHOOK = "webhook";
    private static final String HIDDEN = "***";
    private static final int PATH_CHARS_MAX = 200;

    private final HttpMetrics metrics;
    private final Log log;
    private final Audit audit;

    Watcher(HttpMetrics metrics, Log log, Audit audit) {
        this.metrics = metrics;
        this.log = log;
        this.audit = audit;
    }

    @Override
    public void answering(Ended ended) {
        metrics.count(ended);
        boolean acted = ended.route() != null && ended.route().acting();
        boolean refused = ended.problem() != null && isRefusal(ended.problem());
        if (acted || refused) {
            audit(ended);
        }
        if (acted || ended.problem() != null || ended.durationNs() > SLOW_NS) {
            log(ended);
        }
    }

    /** What tells of somebody who may not: no token at all is what every first request of a browser lacks. */
    private static boolean isRefusal(Problem problem) {
        return switch (problem.kind()) {
            case "scope", "guessing", "origin", "host" -> true;
            case "token" -> !problem.getMessage().startsWith("a token is needed");
            default -> false;
        };
    }

    private void audit(Ended ended) {
        String what = ended.method() + " " + cut(ended.path());
        AuditEvent event =
                ended.principal() == null ? AuditEvent.anonymous(what) : AuditEvent.of(ended.principal(), what);
        if (ended.route() != null) {
            event = event.needing(ended.route().scope());
        }
        if (ended.call() != null) {
            event = event.with(arguments(ended.call()));
            String session = ended.call().path().get("id");
            if (session != null && ended.path().contains("/sessions/")) {
                event = event.on(session, ended.answer().seq());
            }
        }
        audit.record(event.ended(
                outcome(ended), ended.problem() == null ? null : ended.problem().getMessage()));
    }

    private static Outcome outcome(Ended ended) {
        return switch (ended.answer().status() / 100 * 100) {
            case 200 -> ended.path().endsWith("/proposals") ? Outcome.PROPOSED : Outcome.OK;
            case 500 -> Outcome.FAILED;
            default ->
                switch (ended.answer().status()) {
                    case 401, 403, 421, 429 -> Outcome.DENIED;
                    default -> Outcome.INVALID;
                };
        };
    }

    private static Map<String, Object> arguments(Call call) {
        Map<String, Object> arguments = new LinkedHashMap<>(call.query());
        if (call.key() != null) {
            arguments.put("idempotency", call.key());
        }
        if (call.body() != null) {
            arguments.put("body", body(call.body()));
        }
        return arguments;
    }

    /** A webhook's address may be its secret. */
    private static Object body(byte[] text) {
        try {
            Map<String, Object> body = Json.map(new String(text, StandardCharsets.UTF_8));
            if (body != null) {
                body.replace(WEBHOOK, HIDDEN);
                return body;
            }
        } catch (RuntimeException notJson) {
            // said below
        }
        return "not a JSON object";
    }

    private void log(Ended ended) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("method", ended.method());
        fields.put("path", cut(ended.path()));
        fields.put("status", ended.answer().status());
        fields.put("ms", Math.round(ended.durationNs() / NS_PER_MS * 10) / 10.0);
        if (ended.principal() != null) {
            fields.put("actor", ended.principal().name());
        }
        if (ended.answer().seq() != null) {
            fields.put("seq", ended.answer().seq());
        }
        if (ended.problem() != null) {
            fields.put("problem", ended.problem().kind());
            fields.put("detail", ended.problem().getMessage());
        }
        String text = ended.method() + " " + cut(ended.path()) + " → "
                + ended.answer().status();
        if (ended.failure() != null) {
            log.error(text, fields, ended.failure());
        } else if (ended.problem() != null) {
            log.warn(text, fields);
        } else {
            log.info(text, fields);
        }
    }

    private static String cut(String path) {
        return path.length() <= PATH_CHARS_MAX ? path : path.substring(0, PATH_CHARS_MAX) + "...";
    }
}
