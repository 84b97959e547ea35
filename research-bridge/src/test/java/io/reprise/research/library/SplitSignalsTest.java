package io.reprise.research.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.StrategySignalDecoder;
import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.cli.CommandProvider;
import io.reprise.engine.cli.Main;
import io.reprise.engine.domain.Input;
import io.reprise.engine.event.Event;
import io.reprise.engine.feature.FeatureDefinition;
import io.reprise.engine.journal.StreamTailer;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.research.ingest.Formats;
import io.reprise.research.ingest.Ingest;
import io.reprise.research.ingest.IngestRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every strategy that reads bars says the same on raw prices with split events as on split-adjusted ones, at each bar of real
 * stocks: Apple (2:1, 2:1, 7:1, 4:1) and USO (1:8). Skipped where the shared data are not.
 */
@Tag("slow")
final class SplitSignalsTest {
    private static final StrategyCatalog LIBRARY = StrategyCatalog.load(SplitSignalsTest.class.getClassLoader());
    private static final Path LEAN = Path.of("../../shared/data/lean/equity/usa");
    private static final Set<Input> BARS = EnumSet.of(Input.BAR, Input.VOLUME, Input.OTHER_BAR);
    /** Open, high, low and close, behind the time; LEAN writes them as whole ten-thousandths. */
    private static final int PRICES = 4;

    private static final int VOLUME_DECIMALS = 8;

    @TempDir
    Path folder;

    private final List<String> failures = new ArrayList<>();

    @BeforeEach
    void findTheSharedData() {
        assumeTrue(Files.exists(LEAN.resolve("factor_files")), "the shared data are not there: " + LEAN);
    }

    @AfterEach
    void allAgree() {
        assertEquals("", String.join("\n", failures));
    }

    /** One stock, raw beside its actions, and the same bars in units of one time. */
    private record Stock(String period, List<Path> raw, Path adjusted) {}

    /** Prices in units of the first bar are exact where each split gives more units. */
    @Test
    void applesDays() throws IOException {
        Stock apple = stock("daily", "aapl", "19980102", SplitSignalsTest::appleFactor);
        allStrategies(apple, stock("daily", "uso", "20060410", day -> 1).raw());
    }

    /** With openings of sessions, between which the split lies. */
    @Test
    void applesHours() throws IOException {
        Stock apple = stock("hour", "aapl", "20130101", day -> appleFactor(day) / 4);
        oneLeg(apple);
    }

    /** Prices in units of the last bar are exact where the split gives fewer. */
    @Test
    void usosDays() throws IOException {
        Stock uso = stock("daily", "uso", "20060410", day -> before(day, "20200429") ? 8 : 1);
        allStrategies(uso, stock("daily", "spy", "20060410", day -> 1).raw());
    }

    /** The stages on threads of their own say the same over a split. */
    @Test
    void inAllTopologies() throws IOException {
        Stock uso = stock("daily", "uso", "20190401", day -> before(day, "20200429") ? 8 : 1);
        for (StrategyProvider provider : of(1)) {
            Path journal = run(provider, uso.raw());
            for (Topology topology : Topology.values()) {
                String difference = new Replay(journal, uso.raw(), LIBRARY)
                        .verify(topology, RingSettings.DEFAULT)
                        .difference();
                assertNull(difference, () -> provider.name() + " " + topology + ": " + difference);
            }
        }
    }

    private static boolean before(String day, String split) {
        return day.compareTo(split) < 0;
    }

    private static int appleFactor(String day) {
        int factor = before(day, "20000621") ? 1 : 2;
        factor *= before(day, "20050228") ? 1 : 2;
        factor *= before(day, "20140609") ? 1 : 7;
        return factor * (before(day, "20200831") ? 1 : 4);
    }

    private void allStrategies(Stock stock, List<Path> other) throws IOException {
        oneLeg(stock);
        List<StrategyProvider> pairs = of(2);
        assertTrue(pairs.size() >= 2, pairs.toString());
        for (StrategyProvider provider : pairs) {
            same(provider, stock.period(), sources(stock.raw(), other), sources(List.of(stock.adjusted()), other));
            same(provider, stock.period(), sources(other, stock.raw()), sources(other, List.of(stock.adjusted())));
        }
    }

    private void oneLeg(Stock stock) throws IOException {
        List<StrategyProvider> providers = of(1);
        assertTrue(providers.size() >= 20, providers.toString());
        for (StrategyProvider provider : providers) {
            same(provider, stock.period(), stock.raw(), List.of(stock.adjusted()));
        }
    }

    /** Those that read nothing but bars. */
    private static List<StrategyProvider> of(int legs) {
        return LIBRARY.all().stream()
                .filter(provider -> BARS.containsAll(provider.notes().inputs()))
                .filter(provider -> provider.notes().inputs().contains(Input.OTHER_BAR) == legs > 1)
                .toList();
    }

    private static List<Path> sources(List<Path> first, List<Path> second) {
        List<Path> sources = new ArrayList<>(first);
        sources.addAll(second);
        return sources;
    }

    private void same(StrategyProvider provider, String period, List<Path> raw, List<Path> adjusted)
            throws IOException {
        List<String> expected = signals(provider, adjusted);
        List<String> split = signals(provider, raw);
        int same = 0;
        while (same < Math.min(expected.size(), split.size())
                && expected.get(same).equals(split.get(same))) {
            same++;
        }
        if (expected.size() < signalsMin(provider, period) || same < expected.size() || same < split.size()) {
            failures.add(
                    provider.name() + " on " + raw + " agrees in " + same + " of " + expected.size() + " signals, then "
                            + split.subList(same, Math.min(same + 1, split.size())) + " instead of "
                            + expected.subList(same, Math.min(same + 1, expected.size())));
        }
    }

    /** So that agreement says something; a day's one bar is the opening of its session and nothing more. */
    private static int signalsMin(StrategyProvider provider, String bar) {
        return provider.name().equals("opening-range") && bar.equals("daily") ? 0 : 5;
    }

    /** A run without orders; returns its journal. */
    private Path run(StrategyProvider provider, List<Path> sources) throws IOException {
        boolean knowsShorts = provider.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("shorts"));
        Path journal = Files.createTempDirectory(folder, "run").resolve("journal");
        Map<String, String> set = knowsShorts ? Map.of("shorts", "true") : Map.of();
        Backtest.Request request = RandomMarket.request(
                FeatureDefinition.SIGNAL + provider.name(), set, null, sources.toArray(new Path[0]));
        Backtest.run(request.recordedIn(journal), LIBRARY, fill -> {});
        return journal;
    }

    /** Each change of a leg's state with its time, which is all that is to be said of the bars between. */
    private List<String> signals(StrategyProvider provider, List<Path> sources) throws IOException {
        Path journal = run(provider, sources);
        List<String> signals = new ArrayList<>();
        StrategySignalDecoder signal = new StrategySignalDecoder();
        try (StreamTailer tailer = StreamTailer.open(journal.resolve("outbound"))) {
            while (tailer.next()) {
                for (int at = tailer.offset(); at < tailer.limit(); at += Event.frameLength(tailer.buffer(), at)) {
                    if (Event.templateId(tailer.buffer(), at) == StrategySignalDecoder.TEMPLATE_ID) {
                        signal.wrapAndApplyHeader(tailer.buffer(), at, new MessageHeaderDecoder());
                        signals.add(Event.tsInitNs(tailer.buffer(), at) + " leg " + signal.instrumentId() + ": "
                                + signal.previous() + " to " + signal.signal());
                    }
                }
            }
        }
        return signals;
    }

    private Stock stock(String period, String ticker, String firstDay, ToIntFunction<String> factor)
            throws IOException {
        List<String> rows = rows(LEAN.resolve(period + "/" + ticker + ".zip"), firstDay);
        Path raw = ingest(period, ticker, ticker, rows);
        List<String> inOneUnit = rows.stream()
                .map(row -> adjusted(row, factor.applyAsInt(row.substring(0, 8))))
                .toList();
        Path adjusted = ingest(period, ticker, ticker + "-adjusted", inOneUnit);
        Path actions = folder.resolve(ticker + "-actions");
        String factors = LEAN.resolve("factor_files/" + ticker + ".csv").toString();
        ok("ingest", "--actions", factors, "--of", raw.toString(), "--journal", actions.toString());
        return new Stock(period, List.of(raw, actions), adjusted);
    }

    private static List<String> rows(Path zip, String firstDay) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            in.getNextEntry();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(row -> !before(row, firstDay))
                    .toList();
        }
    }

    /** Prices times a whole number, which is exact, and the volume divided by it. */
    private static String adjusted(String row, int factor) {
        String[] cells = row.split(",");
        for (int i = 1; i <= PRICES; i++) {
            cells[i] = Long.toString(Math.multiplyExact(Long.parseLong(cells[i]), factor));
        }
        cells[PRICES + 1] = new BigDecimal(cells[PRICES + 1])
                .divide(BigDecimal.valueOf(factor), VOLUME_DECIMALS, RoundingMode.HALF_EVEN)
                .toPlainString();
        return String.join(",", cells);
    }

    private Path ingest(String period, String ticker, String name, List<String> rows) throws IOException {
        Path file = Files.write(folder.resolve(name + ".csv"), rows);
        Path journal = folder.resolve(name);
        Ingest.run(IngestRequest.of(Formats.named("lean-equity-" + period), journal, List.of(file.toString()))
                .instrument(ticker.toUpperCase(Locale.ROOT) + ".US")
                .build());
        return journal;
    }

    private static void ok(String... args) {
        StringWriter err = new StringWriter();
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        int code =
                Main.run(ServiceLoader.load(CommandProvider.class), nowhere, new PrintWriter(err, true), false, args);
        assertEquals(0, code, err.toString());
    }
}
