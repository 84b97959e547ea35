package io.reprise.research.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.strategy.StrategyProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A strategy of the user's own, from the scaffold to a verified replay. */
final class NewStrategyTest {
    @TempDir
    Path folder;

    private Path scaffold(String name) {
        Path made = folder.resolve(name);
        Cli.ok("new-strategy", name, "--dir", made.toString());
        return made;
    }

    private static List<Path> files(Path below) throws IOException {
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** What build.sh does: javac with all warnings, the service's file, one JAR. */
    private Path build(Path made, String provider) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = Stream.concat(
                        Stream.of(
                                "-Xlint:all,-path",
                                "-Werror",
                                "-d",
                                classes.toString(),
                                "-cp",
                                System.getProperty("java.class.path")),
                        files(made).stream().map(Path::toString).filter(file -> file.endsWith(".java")))
                .toList();
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
        Path service = classes.resolve("META-INF/services/" + StrategyProvider.class.getName());
        Files.createDirectories(service.getParent());
        Files.writeString(service, provider + "\n");
        return pack(classes);
    }

    private Path pack(Path classes) throws IOException {
        Path jar = folder.resolve("mine.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path file : files(classes)) {
                zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                zip.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }

    @Test
    void buildsRunsAndReplaysAsItIs() throws IOException {
        Path made = scaffold("my-idea");
        assertTrue(Files.isExecutable(made.resolve("build.sh")));
        assertFalse(Files.readString(made.resolve("build.sh")).contains("@"), "a word of the template is left");
        String jar = build(made, "user.strategies.MyIdeaStrategyProvider").toString();
        String market = folder.resolve("market").toString();
        String file = new MarketFiles(folder).trades("trades.csv");
        Cli.ok("ingest", "--format", "bitstamp-trades", file, "--journal", market);
        String run = folder.resolve("run").toString();
        String result = Cli.ok(
                "backtest",
                "--strategies",
                jar,
                "--strategy",
                "my-idea",
                "--set",
                "slow=20",
                "--journal",
                market,
                "--bar",
                "1m",
                "--out",
                run,
                "--json");
        assertTrue(result.contains("\"strategy\" : \"my-idea\""), result);
        assertFalse(result.contains("\"orders\" : 0,"), result);
        for (String topology : List.of("inline", "fused", "staged")) {
            String replay = Cli.ok(
                    "replay", run + "/journal", "--verify", "--topology", topology, "--strategies", jar, "--json");
            assertTrue(replay.contains("\"verified\" : true"), replay);
        }
        assertTrue(Cli.ok("explain", run + "/journal", "--order", "1", "--strategies", jar)
                .contains("feature   ema(12) = "));
        Cli.Answer without = Cli.run("replay", run + "/journal");
        assertEquals(2, without.code());
        assertTrue(without.err().startsWith("reprise: strategy 'my-idea' does not exist"), without.err());
    }

    @Test
    void aJarWithoutAStrategyIsRefused() throws IOException {
        Path some = Files.createDirectories(folder.resolve("some"));
        Files.write(some.resolve("a.txt"), "a".getBytes(StandardCharsets.UTF_8));
        Cli.Answer answer =
                Cli.run("replay", folder.toString(), "--strategies", pack(some).toString());
        assertEquals(2, answer.code());
        assertTrue(answer.err().contains("mine.jar holds no strategy"), answer.err());
    }

    @Test
    void saysWhatItMadeAsJsonToo() {
        String json =
                Cli.ok("new-strategy", "other", "--dir", folder.resolve("other").toString(), "--json");
        assertTrue(json.contains("\"strategy\" : \"other\"") && json.contains("build.sh\""), json);
    }
}
