package io.reprise.research.command;

import io.reprise.research.reference.ReferenceData;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine.Option;

/** The collection of market data that a command asks. */
final class CollectionOption {
    static final String VARIABLE = "REPRISE_DATA";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A collection of market data (default: what " + VARIABLE + " names).")
    private Path data;

    /** The folder; null when none is named. */
    Path folder() {
        String named = System.getenv(VARIABLE);
        return data != null ? data : named == null || named.isBlank() ? null : Path.of(named);
    }

    ReferenceData reference() {
        Path folder = folder();
        if (folder == null) {
            throw new IllegalArgumentException(
                    "no collection of market data is named: give --data DIR or set " + VARIABLE);
        }
        return ReferenceData.of(folder);
    }

    /** The day of an option; null where it is not given. */
    static LocalDate day(String option, String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException notADay) {
            throw new IllegalArgumentException(
                    option + " must be a day such as 2008-09-15, not '" + text + "'", notADay);
        }
    }

    static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
