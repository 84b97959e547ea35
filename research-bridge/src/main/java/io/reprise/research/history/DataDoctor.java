package io.reprise.research.history;

import io.reprise.codecs.FundingRateDecoder;
import io.reprise.engine.backtest.FrameCursor;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.Finding;
import io.reprise.engine.journal.JournalCheck;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.time.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Examines all history: the store against its manifests, the journals against theirs, and the rows of both. */
public final class DataDoctor {
    private static final long EIGHT_HOURS_NS = 8 * 3_600 * Times.SECOND_NS;
    private static final long JITTER_NS = Times.SECOND_NS;

    private final WarmJournals warm;
    private final LongConsumer progress;
    private final List<DataFinding> findings = new ArrayList<>();
    private final List<Examined> examined = new ArrayList<>();
    private final Map<Series.Key, Cover> covered = new HashMap<>();
    private long rows;

    /** What was looked at: a series in a place, and how many rows of it. */
    public record Examined(String subject, long rows) {}

    /** What was looked at, and what was found. */
    public record Report(List<Examined> examined, List<DataFinding> findings) {
        public Report {
            examined = List.copyOf(examined);
            findings = List.copyOf(findings);
        }

        /** Whether the data are what they are said to be. */
        public boolean ok() {
            return findings.stream().noneMatch(finding -> finding.level() == DataFinding.Level.FAIL);
        }
    }

    private DataDoctor(List<Path> journals, LongConsumer progress) {
        warm = new WarmJournals(journals);
        this.progress = progress;
    }

    /**
     * Examines a store and the journals below some folders.
     *
     * @param progress told of the rows that were looked at
     */
    public static Report run(Path store, List<Path> journals, LongConsumer progress) throws IOException {
        DataDoctor doctor = new DataDoctor(journals, progress);
        doctor.findings.addAll(StoreCheck.run(store));
        if (doctor.findings.stream().noneMatch(finding -> finding.level() == DataFinding.Level.FAIL)) {
            doctor.store(store);
        }
        doctor.journals();
        return new Report(doctor.examined, doctor.findings);
    }

    private void store(Path root) {
        try (ColdStore cold = ColdStore.open(root)) {
            cold.all().forEach((key, stored) -> {
                covered.put(key, stored.cover());
                try (Batches all = cold.read(stored, Long.MIN_VALUE, Long.MAX_VALUE)) {
                    examine(stored.series(), all, key.text() + " in the store");
                }
            });
        }
    }

    private void examine(Series series, Batches all, String subject) {
        RowDoctor doctor = RowDoctor.examine(series, all);
        findings.addAll(doctor.findings(subject));
        examined.add(new Examined(subject, doctor.rows()));
        rows += doctor.rows();
        progress.accept(rows);
    }

    private void journals() {
        List<String> problems = new ArrayList<>();
        List<WarmJournals.Journal> journals = warm.all(problems);
        problems.forEach(
                problem -> findings.add(new DataFinding(DataFinding.Level.FAIL, "journal", "journals", 1, problem)));
        for (WarmJournals.Journal journal : journals) {
            check(journal.folder());
            long found =
                    journal.parts().stream().mapToLong(WarmJournals.Part::rows).sum();
            String told = JournalManifest.read(journal.folder()).properties().get("acceptedRows");
            if (told != null && Long.parseLong(told) != found) {
                fail(journal.folder(), "its manifest says " + told + " events, it holds " + found);
            }
            for (WarmJournals.Part part : journal.parts()) {
                Series series = part.series();
                try (Batches all = part.read(journal.folder(), part.cover())) {
                    examine(series, all, series.key().text() + " in " + journal.folder());
                }
                overlap(journal, part);
            }
        }
        for (Path folder : warm.folders("funding")) {
            check(folder);
            funding(folder);
        }
    }

    private void check(Path folder) {
        for (Finding finding : JournalCheck.run(folder, _ -> {}).allFindings()) {
            fail(folder, finding.sentence());
        }
    }

    private void fail(Path folder, String sentence) {
        findings.add(new DataFinding(DataFinding.Level.FAIL, "manifest", folder.toString(), 1, sentence));
    }

    /** A journal within times that the store, or an older journal, answers for: a reading passes it over there. */
    private void overlap(WarmJournals.Journal journal, WarmJournals.Part part) {
        Series.Key key = part.series().key();
        Cover before = covered.getOrDefault(key, Cover.NONE);
        Cover hidden = part.cover().within(before);
        if (!hidden.isEmpty()) {
            findings.add(new DataFinding(
                    DataFinding.Level.NOTE,
                    "overlapping",
                    key.text() + " in " + journal.folder(),
                    hidden.spans().size(),
                    "from " + Times.format(hidden.spans().getFirst().fromNs()) + " to "
                            + Times.format(hidden.spans().getLast().toNs() - 1)
                            + " the store or an older journal answers for it, and is read instead"));
        }
        covered.put(key, before.with(part.cover()));
    }

    /** Rates of eight hours fall on 00, 08 and 16 UTC; those that do not are stamped in another zone, or wrong. */
    private void funding(Path folder) {
        FundingRateDecoder rate = new FundingRateDecoder();
        long count = 0;
        long off = 0;
        long jittered = 0;
        String firstOff = null;
        try (FrameCursor cursor = new FrameCursor(folder.resolve(JournalFolder.INBOUND))) {
            while (cursor.advance()) {
                if (cursor.templateId() != FundingRateDecoder.TEMPLATE_ID) {
                    continue;
                }
                count++;
                rate.wrap(
                        cursor.buffer(),
                        cursor.offset() + Event.HEADER_BYTES,
                        FundingRateDecoder.BLOCK_LENGTH,
                        FundingRateDecoder.SCHEMA_VERSION);
                long beyondNs = Math.floorMod(rate.tsEventNs(), EIGHT_HOURS_NS);
                long awayNs = Math.min(beyondNs, EIGHT_HOURS_NS - beyondNs);
                if (rate.intervalNs() == EIGHT_HOURS_NS && awayNs > JITTER_NS) {
                    off++;
                    firstOff = firstOff == null ? Times.format(rate.tsEventNs()) : firstOff;
                } else if (rate.intervalNs() == EIGHT_HOURS_NS && awayNs > 0) {
                    jittered++;
                }
            }
        }
        examined.add(new Examined("funding in " + folder, count));
        if (off > 0) {
            findings.add(new DataFinding(
                    DataFinding.Level.WARN,
                    "funding-clock",
                    folder.toString(),
                    off,
                    off + " of " + count + " rates of eight hours are not at 00, 08 or 16 UTC, the first at " + firstOff
                            + ": their stamps may be of another zone"));
        }
        if (jittered > 0) {
            findings.add(new DataFinding(
                    DataFinding.Level.NOTE,
                    "funding-jitter",
                    folder.toString(),
                    jittered,
                    jittered + " of " + count + " rates of eight hours are up to a second off 00, 08 or 16 UTC"));
        }
    }
}
