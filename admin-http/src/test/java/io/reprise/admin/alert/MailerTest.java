package io.reprise.admin.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.reprise.admin.alert.AlertRule.Kind;
import io.reprise.admin.log.Log;
import io.reprise.engine.time.SystemClock;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Alerts by e-mail, to a real mail server that wants a password. */
@Timeout(60)
class MailerTest {
    private static final long WAIT_MS = 20_000;
    private static final String OPERATOR = "operator@example.org";

    @TempDir
    private Path folder;

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
        server.setUser("reprise@example.org", "alerts", "secret-word");
        server.setUser(OPERATOR, "operator", "other-word");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Map<String, String> environment(String password) {
        Map<String, String> environment = new HashMap<>();
        environment.put("REPRISE_SMTP_HOST", "127.0.0.1");
        environment.put("REPRISE_SMTP_PORT", Integer.toString(server.getSmtp().getPort()));
        environment.put("REPRISE_SMTP_USER", "alerts");
        environment.put("REPRISE_SMTP_PASSWORD", password);
        environment.put("REPRISE_SMTP_FROM", "reprise@example.org");
        environment.put("REPRISE_SMTP_STARTTLS", "false");
        return environment;
    }

    /** Raises an alert; its log's lines when the mail has gone out, or has not. */
    private List<Map<String, Object>> raise(Map<String, String> environment, boolean arrives) throws Exception {
        SystemClock clock = new SystemClock();
        try (Log log = Log.open(folder.resolve("log"), clock);
                Alerts alerts = Alerts.open(folder, clock, log, environment)) {
            AlertRule rule = alerts.add(Kind.HALTED, null, null, null, OPERATOR);
            alerts.raise(rule, "data~sessions~btc", "WARN", "btc is halted \u2013 by an operator");
            if (arrives) {
                assertTrue(server.waitForIncomingEmail(WAIT_MS, 1), () -> "no mail came: " + log.newest());
            } else {
                long endMs = System.currentTimeMillis() + WAIT_MS;
                while (log.newest().stream().noneMatch(MailerTest::saysNotSent)) {
                    assertTrue(System.currentTimeMillis() < endMs, () -> "nothing was said: " + log.newest());
                    Thread.sleep(20);
                }
            }
            return log.newest();
        }
    }

    private static boolean saysNotSent(Map<String, Object> line) {
        return "an e-mail was not sent".equals(line.get("text"));
    }

    @Test
    void sendsAnAlertToTheMailServer() throws Exception {
        raise(environment("secret-word"), true);
        MimeMessage[] received = server.getReceivedMessages();
        assertEquals(1, received.length);
        MimeMessage mail = received[0];
        assertEquals(OPERATOR, mail.getAllRecipients()[0].toString());
        assertEquals("reprise@example.org", mail.getFrom()[0].toString());
        assertEquals("Reprise: halted, data~sessions~btc", mail.getSubject());
        String text = String.valueOf(mail.getContent());
        assertTrue(text.startsWith("btc is halted \u2013 by an operator"), text);
        assertTrue(text.contains(", alert "), text);
    }

    @Test
    void saysThatAMailWasNotSentAndNotWithWhichPassword() throws Exception {
        List<Map<String, Object>> log = raise(environment("wrong-word"), false);
        assertEquals(0, server.getReceivedMessages().length);
        assertFalse(log.toString().contains("wrong-word"), log::toString);
    }

    /** The server offers no encryption: then nothing is said to it, the password least of all. */
    @Test
    void sendsNothingInTheClearUnlessItIsToldTo() throws Exception {
        Map<String, String> environment = environment("secret-word");
        environment.remove("REPRISE_SMTP_STARTTLS");
        raise(environment, false);
        assertEquals(0, server.getReceivedMessages().length);
    }

    @Test
    void isNotThereWithoutAServer() throws IOException {
        assertEquals(null, Mailer.Settings.of(Map.of()));
    }
}
