package io.reprise.research.command;

import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import io.reprise.research.ingest.Datasets;
import io.reprise.research.library.ResultsTable;
import io.reprise.research.library.StrategyPages;
import io.reprise.research.library.StrategySheet;
import io.reprise.research.library.StrategySheet.ParameterSheet;
import io.reprise.research.store.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code strategies}: the library, as every other list of it has it. */
@Command(
        name = "strategies",
        description = "The strategies: what each does, reads and can be set to.",
        subcommands = {
            StrategiesCommand.ListCommand.class,
            StrategiesCommand.ShowCommand.class,
            StrategiesCommand.DocsCommand.class,
            StrategiesCommand.TableCommand.class
        })
final class StrategiesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: strategies list, show, docs or table");
    }

    /** {@code strategies list}. */
    @Command(name = "list", description = "All strategies, a line each.")
    static final class ListCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        @Mixin
        private CatalogOption catalog;

        @Override
        public Integer call() throws IOException {
            List<StrategySheet> sheets =
                    catalog.catalog().all().stream().map(StrategySheet::of).toList();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                try (JsonOutput object = new JsonOutput(out)) {
                    object.raws("strategies", sheets.stream().map(Json::text).toList());
                }
                return 0;
            }
            int width = sheets.stream()
                    .mapToInt(sheet -> sheet.name().length())
                    .max()
                    .orElse(0);
            for (StrategySheet sheet : sheets) {
                out.println(sheet.name() + " ".repeat(width - sheet.name().length() + 2) + sheet.description());
            }
            return 0;
        }
    }

    /** {@code strategies show}. */
    @Command(name = "show", description = "One strategy: its rule, source, inputs and parameters.")
    static final class ShowCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "A strategy's name.")
        private String name;

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        @Mixin
        private CatalogOption catalog;

        @Override
        public Integer call() throws IOException {
            StrategySheet sheet = StrategySheet.of(catalog.catalog().find(name));
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.text(sheet));
                return 0;
            }
            out.println(sheet.name() + ": " + sheet.description());
            line(out, "rule", sheet.rule());
            line(out, "family", sheet.family());
            line(out, "source", sheet.source());
            line(out, "reads", String.join(", ", sheet.inputs()));
            line(out, "first", sheet.warmUp());
            line(out, "short", sheet.shorts() ? "yes" : "no");
            line(out, "signal", sheet.signal());
            for (ParameterSheet parameter : sheet.parameters()) {
                line(
                        out,
                        "--set",
                        parameter.name() + "=" + parameter.defaultValue() + " (" + parameter.min() + " to "
                                + parameter.max() + "): " + parameter.description());
            }
            return 0;
        }

        private static void line(PrintWriter out, String word, String text) {
            if (!text.isEmpty()) {
                out.println(word + " ".repeat(9 - word.length()) + text);
            }
        }
    }

    /** {@code strategies docs}. */
    @Command(name = "docs", description = "Makes the pages of docs/strategies from the definitions.")
    static final class DocsCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--out", paramLabel = "DIR", description = "The folder docs (default: docs).")
        private Path docs = Path.of("docs");

        @Mixin
        private CatalogOption catalog;

        @Override
        public Integer call() throws IOException {
            if (!Files.isRegularFile(docs.resolve(StrategyPages.OVERVIEW))) {
                throw new IllegalArgumentException(
                        docs + " is not the folder docs: it has no " + StrategyPages.OVERVIEW);
            }
            int count = StrategyPages.write(catalog.catalog(), docs);
            spec.commandLine().getOut().println(count + " pages in " + docs.resolve(StrategyPages.FOLDER));
            return 0;
        }
    }

    /** {@code strategies table}. */
    @Command(
            name = "table",
            description =
                    "Runs every strategy on every file of a collection of market data and writes the page of results.")
    static final class TableCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(
                names = "--data",
                required = true,
                paramLabel = "DIR",
                description = "The collection: a folder with a MANIFEST.tsv.")
        private Path data;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "The page.")
        private Path page;

        @Mixin
        private CatalogOption catalog;

        @Override
        public Integer call() throws IOException {
            int total = Datasets.in(data).size()
                    + Datasets.pairs(data).size()
                    + Datasets.quoted(data).size();
            try (Progress progress =
                    Progress.start("data sets", spec.commandLine().getErr(), false)) {
                int[] done = new int[1];
                ResultsTable.write(data, page, catalog.catalog(), name -> progress.at(done[0]++, total));
            }
            spec.commandLine().getOut().println(total + " data sets in " + page);
            return 0;
        }
    }
}
