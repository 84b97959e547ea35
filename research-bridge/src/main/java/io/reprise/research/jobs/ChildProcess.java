package io.reprise.research.jobs;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line in a process of its own: this process's JVM, flags and class path, at low priority where asked for. */
final class ChildProcess {
    /** Tells the child to print its progress as lines that {@link ProgressLines} reads. */
    private static final String PROGRESS = "REPRISE_PROGRESS";

    private static final String MAIN = "io.reprise.engine.cli.Main";
    private static final List<String> NOT_INHERITED = List.of(
            "-agentlib",
            "-agentpath",
            "-javaagent",
            "-Xrun",
            "-Xlog",
            "-XX:ArchiveClassesAtExit",
            "-Dsurefire",
            "-Xmx");

    /** What a child answers stands on its standard output, where a JVM would log too. */
    private static final List<String> LOG_APART = List.of(
            "-Xlog:disable", "-Xlog:all=warning:stderr", "-Xlog:cds=off:stderr", "-Xlog:cds+dynamic=off:stderr");

    private ChildProcess() {}

    /** Starts a command; its standard output and error go to files. */
    static Process start(List<String> arguments, Path home, boolean lowPriority, Path out, Path err)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(arguments, home, lowPriority))
                .directory(home.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
        builder.environment().put(PROGRESS, "lines");
        return builder.start();
    }

    private static List<String> command(List<String> arguments, Path home, boolean lowPriority) {
        List<String> command = new ArrayList<>();
        if (lowPriority) {
            nice().ifPresent(nice -> command.addAll(List.of(nice.toString(), "-n", "15")));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> NOT_INHERITED.stream().noneMatch(flag::startsWith))
                .forEach(command::add);
        if (command.stream().noneMatch(flag -> flag.startsWith("-XX:+Use") && flag.endsWith("GC"))) {
            command.add("-XX:+UseSerialGC");
        }
        command.addAll(LOG_APART);
        command.add("-cp");
        command.add(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(MAIN);
        command.addAll(arguments);
        return command;
    }

    private static Optional<Path> nice() {
        return Stream.of("/usr/bin/nice", "/bin/nice")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
