package io.reprise.admin.alert;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/** Tells an address of an alert by SMTP. Safe from any thread. */
final class Mailer {
    private static final String PATIENCE_MS = "10000";

    private final Settings settings;

    /**
     * The mail server, from the environment, so that no password stands in a file or on a command line.
     *
     * @param starttls whether the connection must be encrypted before anything is said
     */
    record Settings(String host, int port, String user, String password, String from, boolean starttls) {
        private static final int PORT = 587;

        /** From {@code REPRISE_SMTP_*}; null where no server is named. */
        static Settings of(Map<String, String> environment) {
            String host = environment.get("REPRISE_SMTP_HOST");
            if (host == null || host.isBlank()) {
                return null;
            }
            String port = environment.getOrDefault("REPRISE_SMTP_PORT", Integer.toString(PORT));
            try {
                return new Settings(
                        host,
                        Integer.parseInt(port),
                        environment.get("REPRISE_SMTP_USER"),
                        environment.get("REPRISE_SMTP_PASSWORD"),
                        environment.getOrDefault("REPRISE_SMTP_FROM", "reprise@localhost"),
                        !"false".equals(environment.get("REPRISE_SMTP_STARTTLS")));
            } catch (NumberFormatException notOne) {
                throw new IllegalArgumentException("REPRISE_SMTP_PORT cannot be '" + port + "'", notOne);
            }
        }

        @Override
        public String toString() {
            return "SMTP at " + host + ":" + port;
        }
    }

    Mailer(Settings settings) {
        this.settings = settings;
    }

    void send(String to, Alert alert) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", settings.host());
        properties.put("mail.smtp.port", Integer.toString(settings.port()));
        properties.put("mail.smtp.connectiontimeout", PATIENCE_MS);
        properties.put("mail.smtp.timeout", PATIENCE_MS);
        properties.put("mail.smtp.writetimeout", PATIENCE_MS);
        properties.put("mail.smtp.starttls.enable", Boolean.toString(settings.starttls()));
        properties.put("mail.smtp.starttls.required", Boolean.toString(settings.starttls()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.auth", Boolean.toString(settings.user() != null));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress(settings.from()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(
                "Reprise: " + alert.rule().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
                        + (alert.session() == null ? "" : ", " + alert.session()),
                StandardCharsets.UTF_8.name());
        message.setText(
                alert.text() + "\n\n" + alert.time() + ", alert " + alert.id() + "\n", StandardCharsets.UTF_8.name());
        Transport.send(message, settings.user(), settings.password());
    }
}
