package io.reprise.bench.recovery;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line of another JVM with this one's class path, the project's flags, and an archive of parsed classes to start
 * from, as {@code run.sh} has one.
 */
final class ChildJvm {
    private static final List<Path> CLASS_PATH = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> Path.of(entry).toAbsolutePath())
            .toList();

    private final Path archive;
    private final List<String> flags;

    /**
     * @param archive where the archive is or will be
     * @param flags of every child, beside the project's
     */
    ChildJvm(Path archive, List<String> flags) {
        this.archive = archive;
        this.flags = List.copyOf(flags);
    }

    /** Flags of a child that leaves the archive; none where folders are on the class path, which no JVM archives. */
    List<String> archiving() {
        boolean onlyJars = CLASS_PATH.stream().noneMatch(Files::isDirectory);
        return onlyJars ? List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable") : List.of();
    }

    /** Flags of a child that starts from the archive, if there is one. */
    List<String> archived() {
        return Files.isReadable(archive) ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable") : List.of();
    }

    /** A JVM of the same flags that only says its version. */
    List<String> bare() {
        List<String> command = java();
        command.add("-version");
        return command;
    }

    private List<String> java() {
        Path home = Path.of(System.getProperty("reprise.home", "..")).toAbsolutePath();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + home.resolve("jvm.flags"));
        command.add("-XX:+UseSerialGC");
        command.add("-Dreprise.home=" + home);
        command.addAll(flags);
        return command;
    }

    List<String> command(List<String> more, Class<?> main, String... args) {
        List<String> command = java();
        command.addAll(more);
        command.add("-cp");
        command.add(CLASS_PATH.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(main.getName());
        command.addAll(Arrays.asList(args));
        return command;
    }
}
