package io.reprise.research.jobs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a job does. */
public enum JobType {
    BACKTEST,
    SWEEP,
    WHAT_IF,
    DIVERGE,
    REPLAY,
    VERIFY,
    VALIDATE,
    ARCHIVE;

    /** As in requests: {@code what-if}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static JobType parse(String text) {
        return Arrays.stream(values())
                .filter(type -> type.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no job of type '" + text + "'; there are "
                        + Arrays.stream(values()).map(JobType::text).collect(Collectors.joining(", "))));
    }

    /** How many trials a request of this type counts as: each set of parameters that a strategy is run with is one. */
    long trials(Map<String, Object> request) {
        return switch (this) {
            case BACKTEST, WHAT_IF -> 1;
            case SWEEP -> JobCommands.cells(request);
            default -> 0;
        };
    }
}
