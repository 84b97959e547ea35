package io.reprise.research.decay;

import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.control.Desk;
import io.reprise.research.store.AtomicFile;
import io.reprise.research.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a strategy did out of sample, stitched from one or more runs: each counts only from the day after its parameters
 * were last fitted, so that no day that chose them is in it.
 *
 * @param strategy its name
 * @param instruments what it traded, by leg
 * @param annualDays 365 or 252
 * @param pieces the runs, oldest first
 * @param performance of all pieces together
 */
public record DecayBaseline(
        String strategy, List<String> instruments, int annualDays, List<Piece> pieces, Performance performance) {
    /** Fewer days say too little of what was normal. */
    static final int DAYS_MIN = 60;

    public DecayBaseline {
        if (strategy == null || instruments == null || pieces == null || performance == null) {
            throw new IllegalArgumentException("strategy, instruments, pieces or performance is missing");
        }
        instruments = List.copyOf(instruments);
        pieces = List.copyOf(pieces);
    }

    /**
     * One run's part.
     *
     * @param fittedUntil the last day, UTC, that had a say in its parameters
     * @param from its first day that counts
     * @param to its last
     */
    public record Piece(
            String journal, Map<String, String> parameters, String fittedUntil, String from, String to, int days) {}

    /** A run and the last day that its parameters were fitted on. */
    public record Source(Path journal, LocalDate fittedUntil) {}

    /**
     * Reads the runs.
     *
     * @param sources oldest first
     * @throws IllegalArgumentException in one sentence, when they are not of one strategy, the same instruments and year, overlap, or have
     *     less than {@value #DAYS_MIN} days
     */
    public static DecayBaseline of(List<Source> sources) {
        List<Piece> pieces = new ArrayList<>();
        List<Performance> parts = new ArrayList<>();
        RunConfig first = null;
        List<String> instruments = null;
        for (Source source : sources) {
            try (Desk desk = Desk.open(source.journal())) {
                RunConfig config = desk.config();
                first = first == null ? config : first;
                instruments = instruments == null ? desk.instruments() : instruments;
                requireSame(source, "strategy", first.strategy(), config.strategy());
                requireSame(
                        source,
                        "set of instruments",
                        String.join(", ", instruments),
                        String.join(", ", desk.instruments()));
                requireSame(source, "year", first.annualDays() + " days", config.annualDays() + " days");
                Performance part = Performance.of(desk, source.fittedUntil().plusDays(1));
                if (part.days().isEmpty()) {
                    throw new IllegalArgumentException(
                            "the run in " + source.journal() + " has no whole UTC day after " + source.fittedUntil());
                }
                String from = part.days().getFirst().date();
                if (!pieces.isEmpty() && from.compareTo(pieces.getLast().to()) <= 0) {
                    throw new IllegalArgumentException("the run in " + source.journal() + " begins to count on " + from
                            + ", and the one before it ends on "
                            + pieces.getLast().to() + ": pieces of a baseline must not overlap");
                }
                parts.add(part);
                pieces.add(new Piece(
                        source.journal().toString(),
                        config.parameters(),
                        source.fittedUntil().toString(),
                        from,
                        part.days().getLast().date(),
                        part.days().size()));
            }
        }
        Performance all = Performance.stitched(parts);
        if (all.days().size() < DAYS_MIN) {
            throw new IllegalArgumentException("the baseline has " + all.days().size()
                    + " days after the last fit, and it takes " + DAYS_MIN + " to say what is normal");
        }
        SharpeEstimate.of(all.returns());
        return new DecayBaseline(first.strategy(), instruments, first.annualDays(), pieces, all);
    }

    private static void requireSame(Source source, String what, String expected, String found) {
        if (!expected.equals(found)) {
            throw new IllegalArgumentException("the run in " + source.journal() + " has another " + what + ", " + found
                    + ", than the first, " + expected);
        }
    }

    /** Writes it, whole or not at all. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, Json.pretty(this));
    }

    /** Reads what {@link #write} wrote. */
    public static DecayBaseline read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "there is no baseline " + file + ": 'decay baseline' makes one of out-of-sample runs");
        }
        try {
            return Json.read(Files.readString(file), DecayBaseline.class);
        } catch (IllegalArgumentException notOne) {
            throw new IllegalArgumentException(file + " is no baseline that 'decay baseline' wrote", notOne);
        }
    }
}
