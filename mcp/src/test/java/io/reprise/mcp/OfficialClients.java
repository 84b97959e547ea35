package io.reprise.mcp;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The clients that the protocol's makers publish, each in a version that is pinned: the Python one in a virtual environment
 * of the build's own, the inspector by npx. Where one cannot be had the tests that need it are skipped with a word, unless
 * REPRISE_CI says that it must be there.
 */
final class OfficialClients {
    private static final String PYTHON_PACKAGE = "mcp==2.3.0";
    private static final String INSPECTOR = "@modelcontextprotocol/inspector@0.21.2";
    private static final long INSTALL_SECONDS = 300;
    private static final long RUN_SECONDS = 600;

    private OfficialClients() {}

    /** What came of a command. */
    record Ended(int code, String out, String err) {}

    /** A Python that has the client. */
    static Path python() throws IOException, InterruptedException {
        Path environment = Path.of("target", "python-client").toAbsolutePath();
        Path python = environment.resolve("bin").resolve("python");
        Path done = environment.resolve("installed-" + PYTHON_PACKAGE);
        if (!Files.exists(done)) {
            require(run(INSTALL_SECONDS, Map.of(), "python3", "-m", "venv", environment.toString()), "python3 -m venv");
            require(
                    run(INSTALL_SECONDS, Map.of(), python.toString(), "-m", "pip", "-q", "install", PYTHON_PACKAGE),
                    "pip install " + PYTHON_PACKAGE);
            Files.createFile(done);
        }
        return python;
    }

    /** The beginning of the inspector's command line. */
    static List<String> inspector() throws IOException, InterruptedException {
        List<String> npx = List.of("npx", "-y", INSPECTOR, "--cli");
        List<String> help = new ArrayList<>(npx);
        help.add("--help");
        require(run(INSTALL_SECONDS, Map.of(), help.toArray(String[]::new)), "npx " + INSPECTOR);
        return npx;
    }

    private static void require(Ended ended, String what) {
        if (ended.code() != 0) {
            String sentence = what + " does not work here: " + ended.err().strip();
            if (System.getenv("REPRISE_CI") != null) {
                throw new AssertionError(sentence);
            }
            Assumptions.abort(sentence);
        }
    }

    static Ended run(long seconds, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("reprise-out", ".txt");
        Path err = Files.createTempFile("reprise-err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            return new Ended(ended ? process.exitValue() : -1, Files.readString(out), Files.readString(err));
        } catch (IOException missing) {
            return new Ended(-1, "", missing.getMessage());
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    static Ended run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        return run(RUN_SECONDS, environment, command);
    }

    /** The command line of this build's own server on standard input and output, as a script: clients split no words. */
    static Path serverScript(Path folder, Path root) throws IOException {
        Path home = Path.of(System.getProperty("reprise.home", ".."))
                .toAbsolutePath()
                .normalize();
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> words = new ArrayList<>(Arrays.asList(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + home.resolve("jvm.flags"),
                "-XX:+UseSerialGC",
                "-Dreprise.home=" + home,
                "-cp",
                classPath,
                "io.reprise.engine.cli.Main",
                "mcp",
                "--root",
                root.toString()));
        String line = words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Path script = folder.resolve("reprise-mcp");
        Files.writeString(script, "#!/bin/sh\nexec " + line + "\n", StandardCharsets.UTF_8);
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + script + " executable");
        }
        return script;
    }
}
