package io.reprise.research.library;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.MissingInput;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Input;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.engine.time.Times;
import io.reprise.research.collection.LegEvents;
import io.reprise.research.ingest.Datasets;
import io.reprise.research.ingest.Datasets.Dataset;
import io.reprise.research.ingest.Datasets.Quoted;
import io.reprise.research.ingest.IngestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Every strategy with its default parameters on every file of a collection of market data, losers included. */
public final class ResultsTable {
    private static final long BPS_E12 = 100_000_000L;
    private static final Costs COSTS = new Costs(10 * BPS_E12, 10 * BPS_E12, BPS_E12);
    private static final long CASH = 100_000 * Fixed.ONE;
    private static final int DIGEST_CHARS = 12;
    private static final int DAY_CHARS = 10;
    private static final String INTRODUCTION = """
            # Results of the library

            <!-- made by ./run.sh strategies table -->

            Every strategy with its default parameters on every file of trades or bars of the shared market data that `ingest`
            reads: total return in %, after a fee of 10 bps and 1 bp of slippage a fill, all equity (of pairs half of it a leg) in
            every opening order, filled whole on the next event. Nothing was chosen or tuned, and most of it loses: these are yardsticks and feature generators,
            not advice. Many files hold minutes or days, where a strategy whose warm-up is longer does nothing (`.`: no order).
            A dash and initials say what the data lack: t(rade), q(uote), f(unding), o(ther bar), v(olume). *Held* is buy-and-hold
            of the same file by the same costs. Stocks are as traded and run with their splits and dividends where the data have
            them (`+ actions`); where a ticker changes hands an order is sized at one price and filled at another, so that more than
            all can be lost. Perpetuals run with their funding (`+ funding`). Where prices and funding are of different venues, or
            the prices are of a spot market, the row is marked **proxy**: nobody could have had that carry. The digest is the
            beginning of the content SHA-256 of the journal made from the file. Behind the files stand recorded feeds, with their
            format in brackets: there an order takes the best price of the opposite side, whatever its size (rule 35).

            ```
            ./run.sh strategies table --data ../shared/data --out docs/strategies/results.md
            ```

            """;

    private final Path data;
    private final StrategyCatalog catalog;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, String> unread = new TreeMap<>();
    private final LegEvents events;

    private ResultsTable(Path data, StrategyCatalog catalog) {
        this.data = data;
        this.catalog = catalog;
        events = new LegEvents(data);
    }

    /**
     * A data set and what came of each strategy that could run on it.
     *
     * @param results by strategy
     * @param missing by strategy, what the data lack
     */
    private record Row(String name, String digest, Map<String, RunResult> results, Map<String, Input> missing) {
        RunResult any() {
            return results.values().iterator().next();
        }

        boolean traded(String strategy) {
            return results.containsKey(strategy) && results.get(strategy).orders() > 0;
        }

        double gain(String strategy) {
            return results.get(strategy).totalReturn();
        }
    }

    /**
     * Runs it all and writes the page.
     *
     * @param data folder of the collection
     * @param page the file
     * @param progress told the name of each data set
     */
    public static void write(Path data, Path page, StrategyCatalog catalog, Consumer<String> progress)
            throws IOException {
        Path work = Files.createTempDirectory("reprise-strategies");
        try {
            ResultsTable table = new ResultsTable(data, catalog);
            table.run(work, progress);
            Files.writeString(page, table.text());
        } finally {
            delete(work);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void run(Path work, Consumer<String> progress) throws IOException {
        for (Dataset dataset : Datasets.in(data)) {
            progress.accept(dataset.file());
            run(dataset.file(), List.of(dataset), work.resolve("set"));
        }
        for (List<Dataset> legs : Datasets.pairs(data)) {
            String name = legs.getFirst().file() + " + " + legs.getLast().file();
            progress.accept(name);
            run(name, legs, work.resolve("set"));
        }
        for (Quoted quoted : Datasets.quoted(data)) {
            progress.accept(quoted.toString());
            run(quoted, work.resolve("set"));
        }
    }

    private void run(Quoted quoted, Path folder) throws IOException {
        List<Path> journals;
        try {
            journals = quoted.ingest(data, folder, "LEG0-USD.DATA");
        } catch (IngestException refused) {
            unread.put(quoted.toString(), refused.getMessage());
            return;
        }
        StringBuilder digests = new StringBuilder();
        for (Path journal : journals) {
            String sha256 = JournalManifest.read(journal).stream("inbound").contentSha256();
            digests.append(digests.isEmpty() ? "" : " ").append(sha256, 0, DIGEST_CHARS);
        }
        Row row = new Row(quoted.toString(), digests.toString(), new LinkedHashMap<>(), new LinkedHashMap<>());
        for (StrategyProvider provider : catalog.all()) {
            if (!provider.notes().inputs().contains(Input.OTHER_BAR)) {
                run(provider, quoted.barSpec(), Fixed.ONE, journals, row);
            }
        }
        rows.add(row);
        delete(folder);
    }

    private void run(String name, List<Dataset> legs, Path folder) throws IOException {
        List<Path> journals = new ArrayList<>();
        StringBuilder digests = new StringBuilder();
        SequencedSet<String> marks = new LinkedHashSet<>();
        try {
            for (int i = 0; i < legs.size(); i++) {
                Path journal = folder.resolve("leg" + i);
                legs.get(i).ingest(data, journal, "LEG" + i + "-USD.DATA");
                journals.add(journal);
                journals.addAll(events.journals(legs.get(i), journal, marks));
                String sha256 = JournalManifest.read(journal).stream("inbound").contentSha256();
                digests.append(digests.isEmpty() ? "" : " ").append(sha256, 0, DIGEST_CHARS);
            }
        } catch (IngestException refused) {
            unread.put(name, refused.getMessage());
            return;
        }
        String marked = name + String.join("", marks);
        Row row = new Row(marked, digests.toString(), new LinkedHashMap<>(), new LinkedHashMap<>());
        for (StrategyProvider provider : catalog.all()) {
            if (legs.size() == 1 || provider.notes().inputs().contains(Input.OTHER_BAR)) {
                run(provider, legs.getFirst().barSpec(), Fixed.ONE / legs.size(), journals, row);
            }
        }
        rows.add(row);
        delete(folder);
    }

    private void run(StrategyProvider provider, BarSpec bar, long fraction, List<Path> journals, Row row)
            throws IOException {
        RunConfig config = new RunConfig(
                provider.name(),
                Map.of(),
                bar,
                CASH,
                Sizing.fractionOfEquity(fraction),
                COSTS,
                0,
                0,
                0,
                RunConfig.CALENDAR_DAYS,
                true,
                false,
                RiskLimits.NONE);
        try {
            Backtest.Request request = Backtest.Request.unrecorded(journals, config);
            row.results.put(provider.name(), Backtest.run(request, catalog, fill -> {}));
        } catch (MissingInput refused) {
            row.missing.put(provider.name(), refused.input());
        }
    }

    private String text() {
        List<String> names = catalog.all().stream().map(StrategyProvider::name).toList();
        StringBuilder text = new StringBuilder(INTRODUCTION);
        summary(text, names);
        text.append("## Data sets\n\n| data set | events | from | to | digest | held |");
        names.forEach(name -> text.append(' ').append(name).append(" |"));
        text.append("\n|---|---|---|---|---|---|")
                .append("---|".repeat(names.size()))
                .append('\n');
        rows.forEach(row -> line(text, row, names));
        if (!unread.isEmpty()) {
            text.append("\n## Not read\n\n");
            unread.forEach((name, why) -> text.append("- `")
                    .append(name)
                    .append("`: ")
                    .append(plain(why))
                    .append('\n'));
        }
        return text.toString();
    }

    /** Without the folder, which is of one machine. */
    private String plain(String why) {
        return why.replace(data + "/", "").replace('\n', ' ');
    }

    private void summary(StringBuilder text, List<String> names) {
        text.append(
                "## In short\n\n| strategy | traded on | refused on | gained | beat buy-and-hold | worst | median | best |\n");
        text.append("|---|---|---|---|---|---|---|---|\n");
        for (String name : names) {
            List<Row> traded = rows.stream().filter(row -> row.traded(name)).toList();
            double[] gains =
                    traded.stream().mapToDouble(row -> row.gain(name)).sorted().toArray();
            long refused =
                    rows.stream().filter(row -> row.missing.containsKey(name)).count();
            long beaten = traded.stream()
                    .filter(row -> row.gain(name) > row.any().buyAndHoldReturn())
                    .count();
            text.append("| [")
                    .append(name)
                    .append("](")
                    .append(name)
                    .append(".md) | ")
                    .append(gains.length);
            text.append(" | ").append(refused);
            text.append(" | ")
                    .append(Arrays.stream(gains).filter(one -> one > 0).count());
            text.append(" | ").append(beaten);
            for (int at : new int[] {0, gains.length / 2, gains.length - 1}) {
                text.append(" | ").append(gains.length == 0 ? "" : percent(gains[at]));
            }
            text.append(" |\n");
        }
        text.append('\n');
    }

    private static void line(StringBuilder text, Row row, List<String> names) {
        RunResult any = row.any();
        text.append("| ").append(row.name).append(" | ").append(any.events()).append(" | ");
        text.append(Times.format(any.firstTsNs()), 0, DAY_CHARS).append(" | ");
        text.append(Times.format(any.lastTsNs()), 0, DAY_CHARS).append(" | ");
        text.append(row.digest)
                .append(" | ")
                .append(percent(any.buyAndHoldReturn()))
                .append(" |");
        names.forEach(name -> text.append(' ').append(cell(row, name)).append(" |"));
        text.append('\n');
    }

    private static String cell(Row row, String strategy) {
        Input missing = row.missing.get(strategy);
        if (missing != null) {
            return "-" + missing.text().charAt(0);
        }
        return row.traded(strategy) ? percent(row.gain(strategy)) : row.results.containsKey(strategy) ? "." : "";
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%+.1f", 100 * fraction);
    }
}
