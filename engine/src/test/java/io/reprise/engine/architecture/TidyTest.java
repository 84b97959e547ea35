package io.reprise.engine.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What no compiler, formatter or style checker says about the project's files. */
class TidyTest {
    private static final Path HOME = Path.of(System.getProperty("reprise.home", ".."));
    private static final Set<String> SKIPPED_FOLDERS =
            Set.of(".git", "target", "reports", "node_modules", "dist", ".idea", ".vscode", "journals");
    private static final Set<String> TEXT_ENDINGS =
            Set.of("java", "xml", "md", "sh", "properties", "txt", "flags", "json", "csv", "html", "js", "css", "yml");
    private static final int LINES_MAX = 600;
    private static final long FILE_BYTES_MAX = 1 << 20;
    private static final Pattern OPEN_END = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b(?! ?\\(?(issue )?#?\\d)");
    private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w.}*])/(work|root|home|Users)/\\w");

    /** Committed bytes that may never change: a changed digest means that old journals may no longer be read. */
    private static final Map<String, String> GOLDEN = Map.of(
            "codecs/src/test/resources/golden/v1.txt",
            "632dc67dfd7b50cbd933243a2686148c959d25d0a2b969780186a10bbecbbd54",
            "codecs/src/test/resources/golden/v2.txt",
            "6ad433e5f39af93090f0f27f8ab2af694c94062d5085252296650ef7d49dc67a");

    private static final List<Path> FILES = new ArrayList<>();

    @BeforeAll
    static void collect() throws IOException {
        FILES.clear();
        Files.walkFileTree(HOME, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return SKIPPED_FOLDERS.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                FILES.add(HOME.relativize(file));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void leavesNoOpenEndWithoutAnIssue() throws IOException {
        assertNoLine(OPEN_END);
    }

    @Test
    void namesNoPathOfOneMachine() throws IOException {
        assertNoLine(MACHINE_PATH);
    }

    @Test
    void keepsSourcesShort() throws IOException {
        TreeSet<String> violations = new TreeSet<>();
        for (Path file : FILES) {
            if (Set.of("java", "sh", "py", "js", "ts").contains(ending(file))) {
                long lines = read(file).lines().count();
                if (lines > LINES_MAX) {
                    violations.add(file + " has " + lines + " lines");
                }
            }
        }
        assertEquals("", String.join("\n", violations));
    }

    @Test
    void endsLinesTheUnixWay() throws IOException {
        TreeSet<String> violations = new TreeSet<>();
        for (Path file : texts()) {
            String text = read(file);
            if (text.contains("\r") || !text.isEmpty() && !text.endsWith("\n")) {
                violations.add(file.toString());
            }
        }
        assertEquals("", String.join("\n", violations));
    }

    @Test
    void holdsNoLargeFile() throws IOException {
        TreeSet<String> violations = new TreeSet<>();
        for (Path file : FILES) {
            if (Files.size(HOME.resolve(file)) > FILE_BYTES_MAX) {
                violations.add(file.toString());
            }
        }
        assertEquals("", String.join("\n", violations));
    }

    @Test
    void saysOfEveryPackageWhatItIsFor() {
        TreeSet<String> missing = new TreeSet<>();
        for (Path file : FILES) {
            Path info = file.resolveSibling("package-info.java");
            if (ending(file).equals("java")
                    && file.startsWith(file.subpath(0, 1).resolve("src/main/java"))
                    && !Files.exists(HOME.resolve(info))) {
                missing.add(info.toString());
            }
        }
        assertEquals("", String.join("\n", missing));
    }

    @Test
    void givesEveryModuleAPageOfItsOwn() throws IOException {
        TreeSet<String> missing = new TreeSet<>();
        try (Stream<Path> folders = Files.list(HOME)) {
            folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .filter(folder -> !Files.exists(folder.resolve("README.md")))
                    .forEach(folder -> missing.add(folder.getFileName() + "/README.md"));
        }
        assertEquals("", String.join("\n", missing));
    }

    @Test
    void keepsGoldenBytesAsTheyWere() throws IOException, NoSuchAlgorithmException {
        for (Map.Entry<String, String> golden : GOLDEN.entrySet()) {
            byte[] bytes = Files.readAllBytes(HOME.resolve(golden.getKey()));
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            assertEquals(golden.getValue(), digest, golden.getKey());
        }
    }

    private static void assertNoLine(Pattern pattern) throws IOException {
        TreeSet<String> violations = new TreeSet<>();
        for (Path file : texts()) {
            List<String> lines = read(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (pattern.matcher(lines.get(i)).find()) {
                    violations.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
                }
            }
        }
        assertEquals("", String.join("\n", violations));
    }

    private static List<Path> texts() {
        return FILES.stream()
                .filter(file -> TEXT_ENDINGS.contains(ending(file)))
                .toList();
    }

    private static String read(Path file) throws IOException {
        return Files.readString(HOME.resolve(file));
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
