package io.reprise.admin.metrics;

import java.util.Map;
import java.util.TreeMap;

/** Prometheus' text format, a family after the other. Owned by one thread. */
final class PrometheusText {
    private final StringBuilder text = new StringBuilder();

    /** Starts a family. */
    PrometheusText family(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /** One sample; NaN is none. */
    PrometheusText sample(String name, Map<String, String> labels, double value) {
        if (Double.isNaN(value)) {
            return this;
        }
        text.append(name);
        if (!labels.isEmpty()) {
            char before = '{';
            for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
                text.append(before).append(label.getKey()).append("=\"");
                append(label.getValue());
                text.append('"');
                before = ',';
            }
            text.append('}');
        }
        text.append(' ');
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            text.append((long) value);
        } else {
            text.append(value);
        }
        text.append('\n');
        return this;
    }

    PrometheusText gauge(String name, String help, double value) {
        return family(name, "gauge", help).sample(name, Map.of(), value);
    }

    PrometheusText counter(String name, String help, double value) {
        return family(name, "counter", help).sample(name, Map.of(), value);
    }

    private void append(String label) {
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
