package io.reprise.admin.alert;

import java.util.Locale;

/**
 * What raises an alert.
 *
 * @param id of the rule
 * @param kind what is looked at
 * @param threshold in the kind's unit; null where it has none
 * @param session id of the one that it concerns, null for all
 * @param webhook address that is told, null for none
 * @param email address that is told, null for none
 */
public record AlertRule(String id, Kind kind, Double threshold, String session, String webhook, String email) {
    /** What can be looked at. */
    public enum Kind {
        /** An engine is gone that ran, and its data were not at their end. */
        SESSION_STOPPED("", 0, 0),
        /** An operator halted it. */
        HALTED("", 0, 0),
        /** The drawdown is above the threshold, a fraction of the peak. */
        DRAWDOWN("a fraction of the peak", 0, 1),
        /** The drawdown breaker tripped. */
        DRAWDOWN_TRIPPED("", 0, 0),
        /** The engine did what its journal does not say. */
        DIVERGED("", 0, 0),
        /** The strategy is on watch or alarm against its baseline (docs/decay.md). */
        DECAYED("", 0, 0),
        /** The hot state is older than the threshold. */
        LAG("seconds", 0.1, 86_400),
        /** Less disk is free than the threshold. */
        DISK_LOW("bytes", 0, 1e18);

        private final String unit;
        private final double min;
        private final double max;

        Kind(String unit, double min, double max) {
            this.unit = unit;
            this.min = min;
            this.max = max;
        }

        boolean hasThreshold() {
            return !unit.isEmpty();
        }

        /** As people write it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public AlertRule {
        if (kind.hasThreshold() != (threshold != null)) {
            throw new IllegalArgumentException("a rule of kind " + kind
                    + (kind.hasThreshold() ? " needs a threshold, " + kind.unit : " takes no threshold"));
        }
        if (threshold != null && !(threshold >= kind.min && threshold <= kind.max)) {
            throw new IllegalArgumentException(
                    "the threshold of " + kind + " must be from " + kind.min + " to " + kind.max + ", " + kind.unit);
        }
        if (webhook != null) {
            Webhook.requireAddress(webhook);
        }
        if (email != null && !email.matches("[^@\\s,;<>]{1,64}@[A-Za-z0-9.-]{1,190}")) {
            throw new IllegalArgumentException("'" + email + "' is no e-mail address");
        }
    }
}
