package io.reprise.research.command;

import io.reprise.research.reference.ReferenceData;
import io.reprise.research.reference.ReferenceSource;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine.Option;

/** The collection of market data that a command asks. */
final class CollectionOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A collection of market data (default: what " + ReferenceSource.VARIABLE + " names).")
    private Path data;

    /** The folder; null when none is named. */
    Path folder() {
        return data != null ? data : ReferenceSource.named();
    }

    ReferenceData reference() {
        return ReferenceData.of(folder());
    }

    /** The folder; refused when none is named. */
    Path required() {
        Path folder = folder();
        if (folder == null) {
            throw new IllegalArgumentException(
                    "no collection of market data is named: give --data DIR or set " + ReferenceSource.VARIABLE);
        }
        return folder;
    }

    /** The day of an option; null where it is not given. */
    static LocalDate day(String option, String text) {
        return ReferenceSource.day(option, text);
    }

    static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
