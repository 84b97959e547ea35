package io.reprise.admin.alert;

import io.reprise.admin.alert.AlertRule.Kind;
import io.reprise.admin.log.Log;
import io.reprise.engine.time.NanoClock;
import io.reprise.engine.time.Times;
import io.reprise.research.store.Json;
import io.reprise.research.store.PrivateFile;
import io.reprise.research.workspace.UnknownId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The rules and the alerts, in files of the side-car; what is new goes out by the rule's ways. Safe from any thread. */
public final class Alerts implements AutoCloseable {
    private static final int RULES_MAX = 200;
    private static final int ALERTS_MAX = 1_000;
    private static final int ID_BYTES = 6;
    private static final int KEY_BYTES = 32;
    private static final double DISK_LOW_BYTES = 1e9;
    private static final double LAG_SECONDS = 10;

    private final Path folder;
    private final NanoClock clock;
    private final Log log;
    private final Webhook webhook;
    private final Mailer mailer;
    private final SecureRandom random = new SecureRandom();
    private final List<Consumer<Alert>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService out = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("reprise-alerts-out").factory());
    private List<AlertRule> rules;
    private List<Alert> alerts;

    private record Rules(List<AlertRule> rules) {}

    private record Raised(List<Alert> alerts) {}

    private Alerts(Path folder, NanoClock clock, Log log, byte[] key, Mailer mailer) {
        this.folder = folder;
        this.clock = clock;
        this.log = log;
        webhook = new Webhook(key);
        this.mailer = mailer;
    }

    /**
     * Opens the alerts; the first time there is a rule for all that must not be missed.
     *
     * @param environment that names the mail server
     */
    public static Alerts open(Path sideCar, NanoClock clock, Log log, Map<String, String> environment)
            throws IOException {
        Path folder = sideCar.resolve("alerts");
        PrivateFile.folder(folder);
        Mailer.Settings mail = Mailer.Settings.of(environment);
        Alerts alerts = new Alerts(folder, clock, log, key(folder), mail == null ? null : new Mailer(mail));
        Path rules = folder.resolve("rules.json");
        alerts.rules = Files.exists(rules)
                ? Json.read(Files.readString(rules), Rules.class).rules()
                : List.of(
                        new AlertRule("stopped", Kind.SESSION_STOPPED, null, null, null, null),
                        new AlertRule("halted", Kind.HALTED, null, null, null, null),
                        new AlertRule("tripped", Kind.DRAWDOWN_TRIPPED, null, null, null, null),
                        new AlertRule("diverged", Kind.DIVERGED, null, null, null, null),
                        new AlertRule("decayed", Kind.DECAYED, null, null, null, null),
                        new AlertRule("lag", Kind.LAG, LAG_SECONDS, null, null, null),
                        new AlertRule("disk", Kind.DISK_LOW, DISK_LOW_BYTES, null, null, null));
        Path raised = folder.resolve("alerts.json");
        alerts.alerts = Files.exists(raised)
                ? Json.read(Files.readString(raised), Raised.class).alerts()
                : List.of();
        return alerts;
    }

    /** The key that webhooks are signed with, made once, in a file that only its owner reads. */
    private static byte[] key(Path folder) throws IOException {
        Path file = folder.resolve("webhook-key");
        if (!Files.exists(file)) {
            byte[] made = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(made);
            PrivateFile.write(file, HexFormat.of().formatHex(made) + "\n");
        }
        return HexFormat.of().parseHex(Files.readString(file).strip());
    }

    /** Tells somebody of each alert that is raised or acknowledged. */
    public void listen(Consumer<Alert> listener) {
        listeners.add(listener);
    }

    public synchronized List<AlertRule> rules() {
        return rules;
    }

    /** Adds a rule; e-mail needs a mail server. */
    public synchronized AlertRule add(Kind kind, Double threshold, String session, String hook, String email) {
        if (email != null && mailer == null) {
            throw new IllegalArgumentException(
                    "there is no mail server: REPRISE_SMTP_HOST names one when the side-car starts");
        }
        if (rules.size() >= RULES_MAX) {
            throw new IllegalArgumentException("there are " + RULES_MAX + " rules already");
        }
        AlertRule rule = new AlertRule(newId(), kind, threshold, session, hook, email);
        List<AlertRule> more = new ArrayList<>(rules);
        more.add(rule);
        writeRules(more);
        return rule;
    }

    public synchronized AlertRule remove(String id) {
        AlertRule gone = rules.stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UnknownId("there is no alert rule '" + id + "'"));
        writeRules(rules.stream().filter(rule -> rule != gone).toList());
        return gone;
    }

    private void writeRules(List<AlertRule> changed) {
        PrivateFile.write(folder.resolve("rules.json"), Json.pretty(new Rules(changed)));
        rules = List.copyOf(changed);
    }

    /** All that are kept, newest first. */
    public synchronized List<Alert> alerts() {
        return alerts;
    }

    /** Raises an alert of a rule. */
    Alert raise(AlertRule rule, String session, String severity, String text) {
        Alert alert = new Alert(
                newId(),
                Times.format(clock.epochNs()),
                severity,
                rule.id(),
                rule.kind().name(),
                session,
                text,
                false,
                null,
                null);
        synchronized (this) {
            List<Alert> more = new ArrayList<>();
            more.add(alert);
            more.addAll(alerts.subList(0, Math.min(alerts.size(), ALERTS_MAX - 1)));
            write(more);
        }
        log.warn("alert: " + text, Map.of("rule", rule.kind().name()));
        listeners.forEach(listener -> listener.accept(alert));
        if (rule.webhook() != null || rule.email() != null) {
            out.execute(() -> send(rule, alert));
        }
        return alert;
    }

    private void send(AlertRule rule, Alert alert) {
        try {
            if (rule.webhook() != null) {
                webhook.send(rule.webhook(), alert, Times.format(clock.epochNs()));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException failed) {
            log.warn("a webhook was not told", Map.of("alert", alert.id(), "why", String.valueOf(failed.getMessage())));
        }
        try {
            if (rule.email() != null && mailer != null) {
                mailer.send(rule.email(), alert);
            }
        } catch (jakarta.mail.MessagingException | RuntimeException failed) {
            log.warn("an e-mail was not sent", Map.of("alert", alert.id(), "why", String.valueOf(failed.getMessage())));
        }
    }

    /** A person has seen it. */
    public Alert acknowledge(String id, String by) {
        Alert seen;
        synchronized (this) {
            Alert found = alerts.stream()
                    .filter(alert -> alert.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new UnknownId("there is no alert '" + id + "'"));
            if (found.acknowledged()) {
                return found;
            }
            seen = found.acknowledgedBy(by, Times.format(clock.epochNs()));
            write(alerts.stream().map(alert -> alert == found ? seen : alert).toList());
        }
        listeners.forEach(listener -> listener.accept(seen));
        return seen;
    }

    private void write(List<Alert> changed) {
        try {
            PrivateFile.write(folder.resolve("alerts.json"), Json.pretty(new Raised(changed)));
        } catch (UncheckedIOException full) {
            log.warn("the alerts are not stored", Map.of("why", String.valueOf(full.getMessage())));
        }
        alerts = List.copyOf(changed);
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        out.shutdownNow();
        webhook.close();
    }
}
