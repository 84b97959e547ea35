package io.reprise.research.history;

import io.reprise.engine.time.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Holds the files of a cold store against their manifests: bytes, checksum, rows and times. Owned by one thread. */
public final class StoreCheck {
    private static final String CHECK = "manifest";

    private final ColdStore store;
    private final List<DataFinding> findings = new ArrayList<>();

    private StoreCheck(ColdStore store) {
        this.store = store;
    }

    /** Checks every partition. */
    public static List<DataFinding> run(Path root) throws IOException {
        try (ColdStore store = ColdStore.open(root)) {
            StoreCheck check = new StoreCheck(store);
            for (Path series : StoreLayout.allSeries(store.root())) {
                for (Path month : StoreLayout.months(series)) {
                    check.month(month);
                }
            }
            return check.findings;
        }
    }

    private void month(Path folder) throws IOException {
        Set<String> named = new HashSet<>(Set.of(PartitionManifest.FILE));
        if (Files.exists(folder.resolve(PartitionManifest.FILE))) {
            try {
                PartitionManifest manifest = PartitionManifest.read(folder);
                manifest.files().forEach(file -> named.add(file.name()));
                month(folder, manifest);
            } catch (HistoryException unreadable) {
                fail(folder, unreadable.getMessage());
                return;
            }
        }
        long left;
        try (Stream<Path> entries = Files.list(folder)) {
            left = entries.filter(entry -> !named.contains(entry.getFileName().toString()))
                    .count();
        }
        if (left > 0) {
            findings.add(
                    new DataFinding(
                            DataFinding.Level.NOTE,
                            "left-over",
                            subject(folder),
                            left,
                            left
                                    + " files were left by a writer that was killed: no reader sees them, the next write removes them"));
        }
    }

    private void month(Path folder, PartitionManifest manifest) throws IOException {
        long rows = 0;
        for (StoredFile file : manifest.files()) {
            rows += file.rows();
            Path path = folder.resolve(file.name());
            if (!Files.exists(path)) {
                fail(folder, file.name() + " is not there");
            } else if (Files.size(path) != file.bytes()) {
                fail(folder, file.name() + " has " + Files.size(path) + " bytes, not " + file.bytes());
            } else if (!DurableFiles.sha256(path).equals(file.sha256())) {
                fail(folder, file.name() + " was changed: its SHA-256 is not the manifest's");
            } else {
                content(folder, path, file, manifest.covered());
            }
        }
        if (rows != manifest.rows()) {
            fail(folder, "the manifest says " + manifest.rows() + " rows, its files have " + rows);
        }
    }

    private void content(Path folder, Path path, StoredFile file, Cover cover) {
        String sql = "SELECT count(*), min(ts_init), max(ts_init), min(ts_event), max(ts_event) FROM read_parquet("
                + Duck.quoted(path.toString()) + ", hive_partitioning=false)";
        try (Statement statement = store.duck().connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            long[] found = {row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)};
            long[] told = {
                file.rows(), file.firstTsInitNs(), file.lastTsInitNs(), file.minTsEventNs(), file.maxTsEventNs()
            };
            String[] names = {"rows", "first time known", "last time known", "first time", "last time"};
            for (int i = 0; i < told.length; i++) {
                if (found[i] != told[i]) {
                    fail(
                            folder,
                            file.name() + ": " + names[i] + " " + text(i, found[i]) + ", the manifest says "
                                    + text(i, told[i]));
                }
            }
            if (!cover.contains(file.firstTsInitNs()) || !cover.contains(file.lastTsInitNs())) {
                fail(folder, file.name() + " lies outside of the times that the manifest answers for");
            }
        } catch (SQLException damaged) {
            fail(folder, file.name() + " cannot be read: " + Duck.why(damaged));
        }
    }

    private static String text(int index, long value) {
        return index == 0 ? Long.toString(value) : Times.format(value);
    }

    private void fail(Path folder, String sentence) {
        findings.add(new DataFinding(DataFinding.Level.FAIL, CHECK, subject(folder), 1, sentence));
    }

    private String subject(Path folder) {
        return store.root().relativize(folder).toString();
    }
}
