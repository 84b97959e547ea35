package io.reprise.research.decay;

import io.reprise.engine.control.Desk;
import io.reprise.research.workspace.SessionFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/** The baseline that a session is held against: a file beside its journal. Without state, safe from any thread. */
public final class SessionDecay {
    private static final String FILE = "decay-baseline.json";

    private SessionDecay() {}

    /** Where the baseline of a session is, if it has one: beside its journal. */
    public static Path file(Path journal) {
        return journal.toAbsolutePath().resolveSibling(FILE);
    }

    /**
     * Gives a session a baseline.
     *
     * @throws IllegalArgumentException when it is of another strategy or of other instruments, or has no edge
     */
    public static void set(SessionFolder session, Desk desk, DecayBaseline baseline) {
        DecayVerdict.of(baseline, desk, LocalDate.EPOCH, DecayVerdict.FALSE_ALARMS);
        try {
            baseline.write(file(session.journal()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Holds a session against its baseline, from its first day on.
     *
     * @param falseAlarms probability a year of an alarm though nothing has changed
     * @return nothing when it has no baseline
     */
    public static Optional<DecayVerdict> verdict(SessionFolder session, Desk desk, double falseAlarms) {
        Path file = file(session.journal());
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(DecayVerdict.of(DecayBaseline.read(file), desk, LocalDate.EPOCH, falseAlarms));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
