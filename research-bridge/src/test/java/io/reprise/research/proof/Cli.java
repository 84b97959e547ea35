package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as a user starts it: a process of its own with the flags and the class path that run.sh gives it. */
final class Cli {
    private static final Path HOME = Path.of(System.getProperty("reprise.home", ".."));
    private static final long TIMEOUT_S = 120;

    private Cli() {}

    /** What a command left behind. */
    record Output(int code, String out, String err) {
        /** Standard output as the one JSON object that {@code --json} promises. */
        Map<String, Object> json() throws IOException {
            assertEquals(0, code, err);
            return Json.object(out);
        }
    }

    static Output run(Path folder, List<String> args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + HOME.resolve("jvm.flags").toAbsolutePath());
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.add("io.reprise.engine.cli.Main");
        command.addAll(args);
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(args + " ran for more than " + TIMEOUT_S + " s");
        }
        return new Output(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    static Output run(Path folder, String... args) throws IOException, InterruptedException {
        return run(folder, List.of(args));
    }
}
