package io.reprise.research.workspace;

import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalLock;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.time.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The folder under which everything is found. An id is a folder's relative path with {@code ~} for {@code /}; what an id
 * names lies in the workspace, whatever links there are. Without state, safe from any thread.
 */
public final class Workspace {
    /** Its parts, relative. */
    public static final String DATA = "data";

    public static final String REPORTS = "reports";
    public static final String SESSIONS = "data/sessions";
    public static final String JOURNALS = "data/journals";
    public static final String SLICES = "data/slices";
    public static final String STORE = "data/store";
    public static final String SIDE_CAR = "data/side-car";
    public static final String JOBS = "reports/jobs";

    private static final String SEPARATOR = "~";
    private static final int ID_CHARS_MAX = 300;
    private static final int DEPTH_MAX = 8;
    private static final int FOLDERS_MAX = 20_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_@+=-][A-Za-z0-9_@+=.-]*");
    private static final Pattern NEW_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    /** Key in the manifest of a journal that has come to its end. */
    public static final String STATE_DIGEST = "stateDigest";

    /** What a journal that a run merges holds: trades or bars, or what happens to their holders. */
    private static final Set<String> HOLDS = Set.of("market", "actions", "funding", "shares");

    private final Path root;
    private final ServerFolders folders;

    private Workspace(Path root) {
        this.root = root;
        folders = new ServerFolders(root);
    }

    /** @throws IllegalArgumentException when there is no such folder */
    public static Workspace of(Path root) {
        try {
            return new Workspace(root.toRealPath());
        } catch (IOException none) {
            throw new IllegalArgumentException("there is no folder " + root, none);
        }
    }

    public Path root() {
        return root;
    }

    /** A text that may leave this machine: it says where something is in the workspace, and nowhere else. */
    public String shown(String text) {
        return folders.hiddenIn(text);
    }

    /** The side-car's own folder, which no id names. */
    public Path sideCar() {
        return root.resolve(SIDE_CAR);
    }

    /** The id of a folder in the workspace. */
    public String id(Path folder) {
        Path relative = root.relativize(folder.toAbsolutePath().normalize());
        return relative.toString().replace('\\', '/').replace("/", SEPARATOR);
    }

    /**
     * The folder of an id.
     *
     * @throws UnknownId when there is none, or it would lie outside
     */
    public Path path(String id) {
        if (id == null || id.isEmpty() || id.length() > ID_CHARS_MAX) {
            throw unknown(id);
        }
        Path folder = root;
        String[] names = id.split(SEPARATOR, -1);
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw unknown(id);
            }
            folder = folder.resolve(name);
        }
        boolean isPart = names.length > 1 && (names[0].equals(DATA) || names[0].equals(REPORTS));
        if (names.length > DEPTH_MAX || !isPart || folder.startsWith(sideCar()) || !Files.isDirectory(folder)) {
            throw unknown(id);
        }
        try {
            Path real = folder.toRealPath();
            if (!real.startsWith(root) || real.startsWith(sideCar())) {
                throw unknown(id);
            }
        } catch (IOException gone) {
            throw unknown(id);
        }
        return folder;
    }

    private static UnknownId unknown(String id) {
        String shown = id == null ? "" : id.length() <= 80 ? id : id.substring(0, 80) + "...";
        return new UnknownId("there is no '" + shown + "' in the workspace");
    }

    /** A place for something new, below one of the workspace's parts. */
    public Path place(String part, String name) {
        if (name == null || !NEW_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a name cannot be '" + name
                    + "': it takes 1 to 64 lower-case letters, digits and dashes, beginning with a letter or a digit");
        }
        return root.resolve(part).resolve(name);
    }

    // ---- market data ----------------------------------------------------------------------------------------------

    /** The market journals, by id. */
    public List<MarketData> journals() {
        List<MarketData> found = new ArrayList<>();
        for (Path folder : folders(JournalFolder.MANIFEST, root.resolve(DATA), root.resolve(REPORTS))) {
            if (!folder.startsWith(root.resolve(SLICES))) {
                JournalManifest manifest = manifestOrNone(folder);
                if (isMarket(manifest)) {
                    found.add(market(folder, manifest));
                }
            }
        }
        return found;
    }

    /** The market journal of an id. */
    public MarketData journal(String id) {
        Path folder = path(id);
        JournalManifest manifest = manifestOrNone(folder);
        if (!isMarket(manifest)) {
            throw new UnknownId("'" + id + "' is no market journal");
        }
        return market(folder, manifest);
    }

    private static boolean isMarket(JournalManifest manifest) {
        return HOLDS.contains(manifest.properties().getOrDefault("holds", ""));
    }

    private static JournalManifest manifestOrNone(Path folder) {
        try {
            return JournalManifest.read(folder);
        } catch (RuntimeException damaged) {
            return JournalManifest.EMPTY;
        }
    }

    private MarketData market(Path folder, JournalManifest manifest) {
        Map<String, String> properties = manifest.properties();
        long rejected = Long.parseLong(properties.getOrDefault("rejectedRows", "0"));
        List<String> findings = new ArrayList<>();
        if (rejected > 0) {
            findings.add(rejected + " rows of its files were no events: rejects.csv beside it says which and why");
        }
        for (String said : List.of("finding", "proxy")) {
            if (properties.containsKey(said)) {
                findings.add((said.equals("proxy") ? "proxy: " : "") + properties.get(said));
            }
        }
        if (!manifest.closed()) {
            findings.add("it was not written to its end");
        }
        return new MarketData(
                id(folder),
                properties.getOrDefault("dataset", folder.getFileName().toString()),
                List.of(properties.getOrDefault("instrument", "")),
                properties.getOrDefault("kind", properties.getOrDefault("holds", "")),
                properties.get("bar"),
                Long.parseLong(properties.getOrDefault("acceptedRows", "0")),
                properties.get("first"),
                properties.get("last"),
                manifest.stream(JournalFolder.INBOUND).contentSha256(),
                rejected,
                findings);
    }

    // ---- sessions and runs ----------------------------------------------------------------------------------------

    /** The paper sessions, and the runs that left a journal. */
    public List<SessionFolder> sessions() {
        List<SessionFolder> found = new ArrayList<>();
        for (Path folder : children(root.resolve(SESSIONS))) {
            if (Files.isDirectory(folder.resolve(RunFolder.JOURNAL).resolve(JournalFolder.INBOUND))) {
                found.add(session(folder));
            }
        }
        for (RunFolder run : runs()) {
            if (run.hasJournal()) {
                found.add(session(run.folder()));
            }
        }
        return found;
    }

    /** The session or run of an id. */
    public SessionFolder session(String id) {
        Path folder = path(id);
        if (!Files.isDirectory(folder.resolve(RunFolder.JOURNAL).resolve(JournalFolder.INBOUND))) {
            throw new UnknownId("'" + id + "' is no session and no run with a journal");
        }
        return session(folder);
    }

    private SessionFolder session(Path folder) {
        Path journal = folder.resolve(RunFolder.JOURNAL);
        boolean isPaper = folder.startsWith(root.resolve(SESSIONS));
        return new SessionFolder(
                id(folder),
                folder.getFileName().toString(),
                isPaper ? SessionFolder.PAPER : SessionFolder.BACKTEST,
                journal,
                isPaper ? folder.resolve("journal-report") : folder,
                isPaper && JournalLock.isHeld(journal));
    }

    /** The finished runs, newest first. */
    public List<RunFolder> runs() {
        return folders(RunFolder.RESULT, root.resolve(REPORTS)).stream()
                .map(this::run)
                .sorted(Comparator.comparingLong(RunFolder::endedNs).reversed().thenComparing(RunFolder::id))
                .toList();
    }

    /** The run of an id. */
    public RunFolder run(String id) {
        Path folder = path(id);
        if (!Files.isRegularFile(folder.resolve(RunFolder.RESULT))) {
            throw new UnknownId("'" + id + "' is no finished run");
        }
        return run(folder);
    }

    private RunFolder run(Path folder) {
        Path journal = folder.resolve(RunFolder.JOURNAL);
        boolean hasJournal = manifestOrNone(journal).properties().containsKey(STATE_DIGEST);
        try {
            long ended = Times.of(
                    Files.getLastModifiedTime(folder.resolve(RunFolder.RESULT)).toInstant());
            return new RunFolder(id(folder), folder, hasJournal, ended);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    // ---- looking --------------------------------------------------------------------------------------------------

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.filter(entry -> isNamed(entry) && Files.isDirectory(entry))
                    .sorted()
                    .limit(FOLDERS_MAX)
                    .toList();
        } catch (IOException gone) {
            return List.of();
        }
    }

    private static boolean isNamed(Path folder) {
        return NAME.matcher(folder.getFileName().toString()).matches();
    }

    /** Folders that hold a file of a name, not looking into journals; links are not followed. */
    private List<Path> folders(String file, Path... parts) {
        List<Path> found = new ArrayList<>();
        for (Path part : parts) {
            if (Files.isDirectory(part)) {
                try {
                    Files.walkFileTree(
                            part, EnumSet.noneOf(FileVisitOption.class), DEPTH_MAX - 1, new Visitor(file, found));
                } catch (IOException gone) {
                    throw new UncheckedIOException("cannot look into " + part + ": " + gone.getMessage(), gone);
                }
            }
        }
        found.sort(null);
        return found;
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final String file;
        private final List<Path> found;
        private int visited;

        Visitor(String file, List<Path> found) {
            this.file = file;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean isJournal = folder.getFileName().toString().equals(JournalFolder.INBOUND);
            if (!isNamed(folder) || isJournal || folder.startsWith(sideCar()) || ++visited > FOLDERS_MAX) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (Files.isRegularFile(folder.resolve(file))) {
                found.add(folder);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path gone, IOException failed) {
            return FileVisitResult.CONTINUE;
        }
    }
}
