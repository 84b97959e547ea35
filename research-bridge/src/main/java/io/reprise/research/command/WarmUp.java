package io.reprise.research.command;

import io.reprise.engine.cli.CommandProvider;
import io.reprise.engine.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What {@code run.sh} runs once after a build while the JVM archives the classes that it loads: a small ingest, backtest,
 * session, replay and watch in a folder that is removed. Every later command starts in half the time; nothing else depends on it.
 */
public final class WarmUp {
    private static final long START_S = 1_577_836_800L;
    private static final int TRADES = 2_000;
    private static final List<String> RUN =
            List.of("--strategy", "sma-cross", "--set", "fast=2", "--set", "slow=5", "--bar", "1m");

    private WarmUp() {}

    /** @param args none */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("reprise-warm-up");
        try {
            Path trades = folder.resolve("trades.csv");
            Files.writeString(trades, trades());
            Path market = folder.resolve("market");
            Path session = folder.resolve("session");
            run("ingest", "--format", "bitstamp-trades", "--instrument", "A-B.C", "--journal", market, trades);
            run("backtest", "--journal", market, "--out", folder.resolve("backtest"), RUN);
            run("paper", "--source", market, "--journal", session, "--speed", "max", RUN);
            run("replay", "--verify", session);
            run("watch", session, "--json");
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void run(Object... words) {
        String[] args = Arrays.stream(words)
                .flatMap(word -> word instanceof List<?> several ? several.stream() : Stream.of(word))
                .map(Object::toString)
                .toArray(String[]::new);
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Main.run(ServiceLoader.load(CommandProvider.class), nowhere, nowhere, false, args);
    }

    /** A price that goes up and down, a trade every ten seconds. */
    private static String trades() {
        return IntStream.range(0, TRADES)
                .mapToObj(i -> String.format(
                        Locale.ROOT, "%d,%.2f,%.4f%n", START_S + 10L * i, 100 + Math.sin(i / 40.0), 1 + i % 7 / 10.0))
                .collect(Collectors.joining());
    }
}
