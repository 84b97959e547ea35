package io.reprise.research.jobs;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a job does. */
public enum JobType {
    BACKTEST,
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

    /** Whether it runs a strategy, which counts as a trial. */
    boolean isTrial() {
        return this == BACKTEST || this == WHAT_IF;
    }
}
