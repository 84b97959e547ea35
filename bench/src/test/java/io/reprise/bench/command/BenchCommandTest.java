package io.reprise.bench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Each bench with little to do: that it runs and checks its result, not how fast it is. */
@Tag("slow")
class BenchCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine commandLine = new CommandLine(new BenchCommand());
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(args);
    }

    private String journal() {
        return folder.resolve("journal").toString();
    }

    private String field(String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\" : \"?([^\",\n]+)").matcher(out.toString());
        assertTrue(matcher.find(), name + " is missing in " + out + err);
        return matcher.group(1);
    }

    private long number(String name) {
        return Long.parseLong(field(name));
    }

    @Test
    void replayPrintsWhatTheIssueAsksFor() {
        assertEquals(
                0, run("replay", "--events", "50000", "--runs", "2", "--journal", journal(), "--json"), err::toString);

        assertEquals(50_000, number("events"));
        assertTrue(number("orders") >= 50_000 / 5_000, field("orders"));
        assertTrue(number("fills") >= number("orders") - 1, field("fills"));
        for (String figure : List.of("seconds", "eventsPerSecond", "allocatedBytesPerEvent", "timesHandFused")) {
            assertTrue(Double.parseDouble(field(figure)) > 0, figure);
        }
        assertEquals("true", field("sameFills"));
        assertEquals(64, field("stateDigest").length());
        assertTrue(Files.exists(folder.resolve("journal/manifest.json")));
    }

    @Test
    void everyTopologyReplaysToTheSameDigests() {
        run("replay", "--events", "20000", "--runs", "1", "--journal", journal(), "--json");
        String state = field("stateDigest");
        String outbound = field("outboundDigest");
        for (String topology : List.of("fused", "staged")) {
            out.getBuffer().setLength(0);
            int code = run(
                    "replay",
                    "--events",
                    "20000",
                    "--runs",
                    "1",
                    "--journal",
                    journal(),
                    "--json",
                    "--topology",
                    topology);
            assertEquals(0, code, err::toString);
            assertEquals(state, field("stateDigest"), topology);
            assertEquals(outbound, field("outboundDigest"), topology);
        }
    }

    @Test
    void replaysAJournalOfBars() {
        int code = run("replay", "--bars", "--events", "5000", "--runs", "1", "--journal", journal(), "--json");
        assertEquals(0, code, err::toString);
        assertEquals("bars", field("journalOf"));
        assertTrue(number("orders") > 50, field("orders"));
    }

    @Test
    void barsHasTheTradesOfTa4j() {
        assertEquals(0, run("bars", "--bars", "20000", "--runs", "1", "--journal", journal(), "--json"), err::toString);
        assertEquals("true", field("sameTrades"));
        assertTrue(number("fills") > 500, field("fills"));
        assertTrue(Double.parseDouble(field("timesTa4j")) > 0);
    }

    @Test
    void sealSaysWhatSealingCosts() {
        assertEquals(0, run("seal", "--mib", "4", "--segment-mib", "1", "--runs", "2", "--json"), err::toString);
        assertTrue(number("segments") >= 4, field("segments"));
        for (String figure : List.of("sealNsPer64Bytes", "appendNsPer64Bytes", "appendNsPer64BytesWhileSealed")) {
            assertTrue(Double.parseDouble(field(figure)) > 0, figure);
        }
    }

    @Test
    void everyJmhBenchRunsAndHasTheRightResult() {
        int code = run("jmh", "--forks", "0", "--warmups", "1", "--iterations", "1", "--millis", "10", "--json");
        assertEquals(0, code, err::toString);
        for (String bench : List.of(
                "CodecBench.decodeTrade",
                "CodecBench.encodeExecutionReport",
                "FeatureBench.onBars[name=sma]",
                "JournalBench.append[durability=PROCESS,frames=64]",
                "JournalBench.read[durability=PROCESS,frames=64]",
                "PipelineBench.event[topology=INLINE]",
                "PipelineBench.event[topology=FUSED]",
                "PipelineBench.event[topology=STAGED]",
                "RingHopBench.hop[waiting=SLEEPING]")) {
            assertTrue(out.toString().contains("\"" + bench + "\""), bench);
        }
    }

    @Test
    void printsTheMachineForPeople() {
        run("replay", "--events", "2000", "--runs", "1", "--journal", journal());
        assertTrue(out.toString().contains("inline: 2,000 events in "), out::toString);
        assertTrue(out.toString().contains("machine "), out::toString);
    }

    @Test
    void refusesBadUsageInOneSentence() {
        CommandLine commandLine = new CommandLine(new BenchCommand());
        List<String> failures = new ArrayList<>();
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            failures.add(failure.getMessage());
            return 2;
        });
        assertEquals(2, commandLine.execute("replay", "--events", "0"));
        assertEquals(2, commandLine.execute("bars", "--runs", "0"));
        assertEquals(2, commandLine.execute("jmh", "NoSuchBench"));
        assertEquals(2, commandLine.execute("jmh", "["));
        assertEquals(
                List.of(
                        "--events and --runs must be at least 1",
                        "--bars and --runs must be at least 1, --warmups at least 0",
                        "no bench is called like 'NoSuchBench'",
                        "'[' is no regular expression"),
                failures);
    }

    @Test
    void optimizeChecksItsOptimum() {
        assertEquals(
                0,
                run("optimize", "--assets", "60", "--days", "200", "--runs", "2", "--warmups", "0", "--json"),
                err::toString);

        assertTrue(Double.parseDouble(field("gapMax")) <= 1e-9, field("gapMax"));
        assertTrue(Double.parseDouble(field("sumGapMax")) <= 1e-9, field("sumGapMax"));
        assertTrue(Double.parseDouble(field("millis")) > 0, field("millis"));
    }

    @Test
    void validationTellsSkillFromLuckAndSeesALeak() {
        assertEquals(
                0, run("validation", "--families", "10", "--walks", "2", "--bars", "1500", "--json"), err::toString);

        double none = Double.parseDouble(field("nullOverfittingMean"));
        assertTrue(none > 0.3 && none < 0.7, field("nullOverfittingMean"));
        assertTrue(Double.parseDouble(field("plantedSoundShare")) >= 0.8, field("plantedSoundShare"));
        assertTrue(Double.parseDouble(field("shuffledAccuracy")) > Double.parseDouble(field("purgedAccuracy")));
    }
}
