package io.reprise.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Exit codes, and what went wrong as one sentence. */
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** A command that ends as it is told. */
    @Command(name = "probe", description = "Ends as the test wants.")
    static final class Probe implements Callable<Integer> {
        private final Callable<Integer> body;

        @Option(names = "--number", description = "A number.")
        private int number;

        Probe(Callable<Integer> body) {
            this.body = body;
        }

        @Override
        public Integer call() throws Exception {
            return body.call() + number;
        }
    }

    private int run(Callable<Integer> body, boolean debug, String... args) {
        CommandProvider provider = () -> List.of(new Probe(body));
        return Main.run(List.of(provider), new PrintWriter(out, true), new PrintWriter(err, true), debug, args);
    }

    @Test
    void returnsTheCommandsOwnCode() {
        assertEquals(0, run(() -> 0, false, "probe"));
        assertEquals(1, run(() -> 1, false, "probe"));
        assertEquals("", err.toString());
    }

    static Stream<Arguments> badUsage() {
        return Stream.of(
                Arguments.of(List.of(), "a command is missing"),
                Arguments.of(List.of("prob"), "there is no command 'prob' (./run.sh --help tells more)"),
                Arguments.of(List.of("prob", "--help"), "there is no command 'prob' (./run.sh --help tells more)"),
                Arguments.of(List.of("--number", "3"), "Unknown option"),
                Arguments.of(List.of("probe", "--number"), "Missing required parameter"),
                Arguments.of(List.of("probe", "--number", "x"), "'x' is not a whole number"),
                Arguments.of(List.of("probe", "--nomber=3"), "Unknown option"));
    }

    @ParameterizedTest
    @MethodSource("badUsage")
    void answersBadUsageWithTwoAndOneSentence(List<String> args, String expected) {
        assertEquals(2, run(() -> 0, false, args.toArray(String[]::new)));
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().contains(expected), err.toString());
        assertEquals("", out.toString());
    }

    private static final String OVERFLOW =
            "a price, a quantity or an amount of money exceeds what eight places can count, 92233720368.54775807";

    /** The demo of the test: its code says which of its options were given. */
    @Command(name = "demo", description = "Ends with what it was asked.")
    static final class Demo implements Callable<Integer> {
        @Option(names = "--no-console", description = "Adds 10.")
        private boolean noConsole;

        @Option(names = "--json", description = "Adds 20.")
        private boolean json;

        @Override
        public Integer call() {
            return 40 + (noConsole ? 10 : 0) + (json ? 20 : 0);
        }
    }

    private int runWithDemo(String... args) {
        CommandProvider provider = () -> List.of(new Probe(() -> 7), new Demo());
        return Main.run(List.of(provider), new PrintWriter(out, true), new PrintWriter(err, true), false, args);
    }

    @Test
    void aCommandLineWithoutACommandIsTheDemo() {
        assertEquals(40, runWithDemo());
        assertEquals(50, runWithDemo("--no-console"));
        assertEquals(70, runWithDemo("--json", "--no-console"));
        assertEquals(60, runWithDemo("demo", "--json"));
        assertEquals(7, runWithDemo("probe"));
        assertEquals("", err.toString());
    }

    @Test
    void helpAndVersionStayThePrograms() {
        for (String option : List.of("-h", "--help", "-V", "--version")) {
            assertEquals(0, runWithDemo(option));
        }
        assertTrue(out.toString().startsWith("Usage: ./run.sh [-hV] COMMAND"), out.toString());
        assertEquals(2, runWithDemo("--colour"));
        assertTrue(err.toString().contains("'--colour' (./run.sh demo --help tells more)"), err.toString());
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("trades.csv"), 1, "no such file or folder: trades.csv"),
                Arguments.of(new UncheckedIOException(new NoSuchFileException("x")), 1, "no such file or folder: x"),
                Arguments.of(new IOException("the disk\n  is full"), 1, "the disk is full"),
                Arguments.of(new IllegalArgumentException("bar '1x' is odd"), 2, "bar '1x' is odd"),
                Arguments.of(new IllegalStateException("halted"), 1, "halted"),
                Arguments.of(new ArithmeticException("the time 3000 lies outside"), 1, "the time 3000 lies outside"),
                Arguments.of(new ArithmeticException(), 1, OVERFLOW),
                Arguments.of(new ArithmeticException("long overflow"), 1, OVERFLOW + " (long overflow)"),
                Arguments.of(
                        new NullPointerException(), 1, "unexpected NullPointerException; REPRISE_DEBUG=1 shows where"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void turnsAFailureIntoOneSentence(Exception failure, int code, String sentence) {
        Callable<Integer> fails = () -> {
            throw failure;
        };
        assertEquals(code, run(fails, false, "probe"));
        assertEquals("reprise: " + sentence + System.lineSeparator(), err.toString());
    }

    @Test
    void turnsAnErrorIntoOneSentenceToo() {
        Callable<Integer> fails = () -> {
            throw new OutOfMemoryError("Java heap space");
        };
        assertEquals(1, run(fails, false, "probe"));
        assertTrue(err.toString().startsWith("reprise: out of memory (Java heap space)"), err.toString());
        assertEquals(1, err.toString().lines().count());
    }

    @Test
    void showsTheStackTraceWhenAskedTo() {
        Callable<Integer> fails = () -> {
            throw new IllegalStateException("halted");
        };
        assertEquals(1, run(fails, true, "probe"));
        assertTrue(err.toString().contains("\tat " + MainTest.class.getName()), err.toString());
    }

    @Test
    void givesEveryCommandHelpAndADescription() {
        assertDescribed(Main.commandLine(ServiceLoader.load(CommandProvider.class)));
    }

    private static void assertDescribed(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName(" ");
        assertNotNull(command.getCommandSpec().findOption("--help"), name);
        assertFalse(command.getCommandSpec().usageMessage().description().length == 0, name + " has no description");
        for (CommandLine.Model.OptionSpec option : command.getCommandSpec().options()) {
            assertFalse(option.description().length == 0, name + " " + option.longestName() + " has no description");
        }
        command.getSubcommands().values().forEach(MainTest::assertDescribed);
    }
}
