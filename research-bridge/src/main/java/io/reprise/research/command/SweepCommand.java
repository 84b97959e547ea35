package io.reprise.research.command;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.cli.ConfigOption;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.engine.time.SystemClock;
import io.reprise.research.report.HeatMap;
import io.reprise.research.report.SweepPage;
import io.reprise.research.store.AtomicFile;
import io.reprise.research.vector.BarTable;
import io.reprise.research.vector.Grid;
import io.reprise.research.vector.Sweep;
import io.reprise.research.vector.Sweep.Cell;
import io.reprise.research.vector.SweepFiles;
import io.reprise.research.vector.VectorResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sweep}: many sets of parameters of one strategy over one journal of bars. */
@Command(
        name = "sweep",
        description = "Runs a strategy with many sets of parameters over a journal of bars, each to the last unit as a"
                + " backtest would, and leaves all results. docs/sweeps.md tells more.",
        footer = BacktestOptions.DEFAULTS)
final class SweepCommand implements Callable<Integer> {
    private static final int BEST_ROWS = 25;
    private static final double NS_PER_SECOND = 1e9;

    @Spec
    private CommandSpec spec;

    @Option(names = "--journal", paramLabel = "DIR", required = true, description = "A market journal of bars.")
    private Path journal;

    @Option(
            names = "--grid",
            paramLabel = "NAME=VALUES",
            required = true,
            description = "A parameter that varies: FROM..TO, FROM..TO:STEP or A,B,C; repeatable.")
    private Map<String, String> grid = new LinkedHashMap<>();

    @Option(
            names = "--random",
            paramLabel = "N",
            defaultValue = "0",
            description = "Only so many combinations, drawn at random (default: all).")
    private long drawn;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Of what is drawn (default: 1).")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads (default: the cores). Results are the same for any number.")
    private Integer threads;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the results go (default: reports/sweep-STRATEGY).")
    private Path out;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Mixin
    private BacktestOptions options;

    @Mixin
    private CatalogOption catalog;

    @Mixin
    private ConfigOption configuration;

    @Override
    public Integer call() throws IOException, InterruptedException {
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (drawn < 0 || workers < 1 || workers > 256) {
            throw new IllegalArgumentException("--random must be 0 or more, --threads from 1 to 256");
        }
        RunConfig config = options.toConfig(configuration.load().riskPolicy());
        StrategyProvider provider = catalog.catalog().find(config.strategy());
        Grid cells = Grid.of(provider, config.parameters(), grid, drawn, seed);
        BarTable table = BarTable.read(journal);
        SystemClock clock = new SystemClock();
        long startNs = clock.monoNs();
        List<Cell> done;
        try (Progress progress = Progress.start("sweep", spec.commandLine().getErr(), json)) {
            done = Sweep.run(
                    table,
                    provider,
                    cells.sets(),
                    config,
                    workers,
                    part -> progress.at(
                            Math.round(part * cells.sets().size()), cells.sets().size()));
        }
        double seconds = (clock.monoNs() - startNs) / NS_PER_SECOND;
        List<Cell> sorted = new ArrayList<>(done);
        sorted.sort(Comparator.comparingDouble(SweepCommand::sharpe).reversed());
        boolean verified = isAsThePipelineHasIt(sorted.getFirst(), config);
        Path folder = out == null ? Path.of("reports", "sweep-" + config.strategy()) : out;
        Files.createDirectories(folder);
        SweepFiles.write(folder, done);
        AtomicFile.write(folder.resolve("sweep.html"), page(table, config, cells, done, sorted, seconds, verified));
        tell(table, config, cells, sorted, seconds, verified, folder);
        return verified ? 0 : 1;
    }

    private static double sharpe(Cell cell) {
        Double sharpe = cell.result().sharpe();
        return sharpe == null ? Double.NEGATIVE_INFINITY : sharpe;
    }

    /** Runs a cell through the pipeline: the money and the trades must be the same. */
    private boolean isAsThePipelineHasIt(Cell cell, RunConfig config) throws IOException {
        RunConfig own = config.withParameters(cell.parameters().texts());
        RunResult run = Backtest.run(Backtest.Request.unrecorded(List.of(journal), own), catalog.catalog(), fill -> {});
        VectorResult ours = cell.result();
        return run.finalEquity() == ours.finalEquity()
                && run.minCash() == ours.minCash()
                && run.fees() == ours.fees()
                && run.fillCount() == ours.fills()
                && run.orders() == ours.orders()
                && run.maxDrawdown() == ours.maxDrawdown();
    }

    private String page(
            BarTable table,
            RunConfig config,
            Grid cells,
            List<Cell> done,
            List<Cell> sorted,
            double seconds,
            boolean verified) {
        List<String> columns = new ArrayList<>(cells.axes().keySet());
        columns.addAll(List.of("Sharpe", "return", "deepest drawdown", "orders", "fees"));
        List<List<String>> rows =
                sorted.stream().limit(BEST_ROWS).map(cell -> row(cells, cell)).toList();
        List<String> summary = List.of(
                spread(sorted),
                "The best of many tries looks good by chance alone: every cell is a trial, and the best one says nothing"
                        + " before it is held against data that had no say in it.",
                String.format(
                        Locale.ROOT,
                        "%,d cells over %,d bars took %.1f s; %,d combinations were refused by the strategy. The best cell was run"
                                + " again through the pipeline: %s.",
                        sorted.size(),
                        table.count(),
                        seconds,
                        cells.refused(),
                        verified ? "the same trades and money" : "NOT the same"));
        return SweepPage.html(new SweepPage.Facts(
                "Sweep of " + config.strategy() + " on " + table.instrument().name(),
                String.format(Locale.ROOT, "%,d", table.count()) + " bars of "
                        + table.spec().text(),
                summary,
                columns,
                rows,
                map(cells, done)));
    }

    private static String spread(List<Cell> sorted) {
        double median = sharpe(sorted.get(sorted.size() / 2));
        long above =
                sorted.stream().filter(cell -> cell.result().totalReturn() > 0).count();
        return String.format(
                Locale.ROOT,
                "Sharpe ratio: best %.2f, median %.2f, worst %.2f; %,d of %,d cells end above where they began.",
                sharpe(sorted.getFirst()),
                median,
                sharpe(sorted.getLast()),
                above,
                sorted.size());
    }

    private static List<String> row(Grid cells, Cell cell) {
        Map<String, String> texts = cell.parameters().texts();
        List<String> row = new ArrayList<>();
        cells.axes().keySet().forEach(name -> row.add(texts.get(name)));
        VectorResult result = cell.result();
        row.add(result.sharpe() == null ? "none" : String.format(Locale.ROOT, "%.2f", result.sharpe()));
        row.add(String.format(Locale.ROOT, "%.2f %%", result.totalReturn() * 100));
        row.add(String.format(Locale.ROOT, "%.2f %%", result.maxDrawdown() * 100));
        row.add(String.format(Locale.ROOT, "%,d", result.orders()));
        row.add(String.format(Locale.ROOT, "%,.2f", result.fees() / 1e8));
        return row;
    }

    /** Where exactly two parameters vary: the Sharpe ratio by both. */
    private static HeatMap map(Grid cells, List<Cell> done) {
        List<String> names = new ArrayList<>(cells.axes().keySet());
        if (names.size() != 2) {
            return null;
        }
        List<String> rows = cells.axes().get(names.get(0));
        List<String> columns = cells.axes().get(names.get(1));
        Map<List<String>, Double> sharpes = new LinkedHashMap<>();
        for (Cell cell : done) {
            Map<String, String> texts = cell.parameters().texts();
            sharpes.put(List.of(texts.get(names.get(0)), texts.get(names.get(1))), sharpe(cell));
        }
        double[][] values = new double[rows.size()][columns.size()];
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                double value = sharpes.getOrDefault(List.of(rows.get(row), columns.get(column)), Double.NaN);
                values[row][column] = Double.isInfinite(value) ? Double.NaN : value;
            }
        }
        return new HeatMap(names.get(0), rows, names.get(1), columns, values);
    }

    private void tell(
            BarTable table,
            RunConfig config,
            Grid cells,
            List<Cell> sorted,
            double seconds,
            boolean verified,
            Path folder)
            throws IOException {
        PrintWriter to = spec.commandLine().getOut();
        Cell best = sorted.getFirst();
        if (!json) {
            to.printf(
                    Locale.ROOT,
                    "%,d cells over %,d bars in %.1f s, %,.0f bars/s; %,d combinations refused by the strategy%n",
                    sorted.size(),
                    table.count(),
                    seconds,
                    (double) sorted.size() * table.count() / seconds,
                    cells.refused());
            to.println(spread(sorted));
            to.println("best     " + best.parameters().texts() + ", through the pipeline "
                    + (verified ? "the same trades and money" : "NOT THE SAME"));
            to.println("report   " + folder.resolve("sweep.html"));
            to.println("cells    " + folder.resolve(SweepFiles.PARQUET));
            return;
        }
        try (JsonOutput object = new JsonOutput(to)) {
            object.text("strategy", config.strategy())
                    .number("cells", sorted.size())
                    .number("refused", cells.refused())
                    .number("bars", table.count())
                    .ratio("seconds", seconds)
                    .ratio("bestSharpe", best.result().sharpe())
                    .ratio("bestTotalReturn", best.result().totalReturn())
                    .text("best", best.parameters().texts().toString())
                    .flag("verified", verified)
                    .text("cellsFile", folder.resolve(SweepFiles.PARQUET).toString())
                    .text("report", folder.resolve("sweep.html").toString());
        }
    }
}
