package io.reprise.admin.alert;

import io.reprise.admin.alert.AlertRule.Kind;
import io.reprise.admin.log.Log;
import io.reprise.engine.hot.HotState;
import io.reprise.engine.time.NanoClock;
import io.reprise.engine.time.Times;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks once a second, and raises an alert when a rule begins to hold: once, until it has ceased and begins again. Owned by
 * its thread.
 */
public final class AlertWatch implements AutoCloseable {
    private static final long EVERY_MS = 1_000;
    private static final double NS_PER_SECOND = 1e9;

    private final Alerts alerts;
    private final Sight sight;
    private final NanoClock clock;
    private final Log log;
    private final Thread thread = new Thread(this::work, "reprise-alerts");
    private final Set<String> holding = new HashSet<>();
    private final Map<String, Seen> seen = new HashMap<>();

    /** What can be looked at. */
    public interface Sight {
        /** The paper sessions. */
        List<Standing> sessions();

        /** What speaks against a running session's strategy, in one sentence; nothing for one without a baseline. */
        Optional<String> decayed(String session);

        /** Free bytes where the journals are. */
        long diskFreeBytes() throws IOException;
    }

    /**
     * A session as it stands.
     *
     * @param ended whether its data were at their end
     * @param hot what it shows, null for nothing
     */
    public record Standing(String id, boolean running, boolean ended, HotState hot) {}

    /** What was seen of a session the last time. */
    private record Seen(boolean running) {}

    public AlertWatch(Alerts alerts, Sight sight, NanoClock clock, Log log) {
        this.alerts = alerts;
        this.sight = sight;
        this.clock = clock;
        this.log = log;
        thread.setDaemon(true);
    }

    public AlertWatch start() {
        thread.start();
        return this;
    }

    private void work() {
        try {
            while (!Thread.interrupted()) {
                try {
                    look();
                } catch (IOException | RuntimeException failed) {
                    log.error("looking for alerts failed", Map.of(), failed);
                }
                Thread.sleep(EVERY_MS);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks at all once. */
    void look() throws IOException {
        List<Standing> sessions = sight.sessions();
        long free = sight.diskFreeBytes();
        Set<String> now = new HashSet<>();
        for (AlertRule rule : alerts.rules()) {
            if (rule.kind() == Kind.DISK_LOW) {
                if (free < rule.threshold()) {
                    raise(rule, null, "ERROR", free / 1_000_000 + " MB are free on the disk of the journals", now);
                }
                continue;
            }
            for (Standing session : sessions) {
                if (rule.session() == null || rule.session().equals(session.id())) {
                    found(rule, session).ifPresent(text -> raise(rule, session.id(), severity(rule), text, now));
                }
            }
        }
        holding.retainAll(now);
        for (Standing session : sessions) {
            seen.put(session.id(), new Seen(session.running()));
        }
    }

    private void raise(AlertRule rule, String session, String severity, String text, Set<String> now) {
        String key = rule.id() + " " + session;
        now.add(key);
        if (holding.add(key)) {
            alerts.raise(rule, session, severity, text);
        }
    }

    private static String severity(AlertRule rule) {
        return switch (rule.kind()) {
            case SESSION_STOPPED, DIVERGED, DRAWDOWN_TRIPPED, DISK_LOW -> "ERROR";
            default -> "WARN";
        };
    }

    private Optional<String> found(AlertRule rule, Standing session) {
        List<String> found = new ArrayList<>();
        HotState hot = session.running() ? session.hot() : null;
        switch (rule.kind()) {
            case SESSION_STOPPED -> {
                Seen before = seen.get(session.id());
                boolean isGone = before != null && before.running() && !session.running() && !session.ended();
                if (isGone || isHolding(rule, session) && !session.running()) {
                    found.add("the engine of " + session.id() + " has stopped before the end of its data");
                }
            }
            case HALTED -> {
                if (hot != null && hot.session().halted()) {
                    found.add(session.id() + " is halted");
                }
            }
            case DRAWDOWN_TRIPPED -> {
                if (hot != null && hot.session().drawdownTripped()) {
                    found.add("the drawdown breaker of " + session.id() + " has tripped");
                }
            }
            case DIVERGED -> {
                if (hot != null && hot.session().diverged()) {
                    found.add(session.id() + " did what its journal does not say");
                }
            }
            case DRAWDOWN -> {
                if (hot != null && hot.account().currentDrawdown() > rule.threshold()) {
                    found.add(String.format(
                            Locale.ROOT,
                            "the drawdown of %s is %.2f %%, above %.2f %%",
                            session.id(),
                            100 * hot.account().currentDrawdown(),
                            100 * rule.threshold()));
                }
            }
            case DECAYED -> {
                if (session.running()) {
                    sight.decayed(session.id()).ifPresent(found::add);
                }
            }
            case LAG -> {
                double lag = hot == null ? 0 : (clock.epochNs() - hot.session().publishedNs()) / NS_PER_SECOND;
                if (lag > rule.threshold()) {
                    found.add(session.id() + " has shown nothing since "
                            + Times.format(hot.session().publishedNs()));
                }
            }
            default -> throw new IllegalStateException("no session's rule: " + rule.kind());
        }
        return found.stream().findFirst();
    }

    private boolean isHolding(AlertRule rule, Standing session) {
        return holding.contains(rule.id() + " " + session.id());
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
