package io.reprise.research.command;

import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.feature.FeatureCatalog;
import io.reprise.engine.feature.FeatureDefinition;
import io.reprise.engine.feature.FeatureSpec;
import io.reprise.research.library.FeaturePages;
import io.reprise.research.library.FeatureSheet;
import io.reprise.research.library.StrategySheet.ParameterSheet;
import io.reprise.research.store.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code features}: the streaming features, as the registry has them. */
@Command(
        name = "features",
        description = "The streaming features: what each says, reads and can be set to.",
        subcommands = {
            FeaturesCommand.ListCommand.class,
            FeaturesCommand.ShowCommand.class,
            FeaturesCommand.DocsCommand.class,
            FeatureStoreCommand.Compute.class,
            FeatureStoreCommand.Export.class,
            FeatureStoreCommand.Join.class
        })
final class FeaturesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say what to do: features list, show, docs, compute, export or join");
    }

    /** {@code features list}. */
    @Command(name = "list", description = "All features, a line each.")
    static final class ListCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        @Override
        public Integer call() {
            List<FeatureSheet> sheets = FeatureSheet.all();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                try (JsonOutput object = new JsonOutput(out)) {
                    object.raws("features", sheets.stream().map(Json::text).toList());
                }
                return 0;
            }
            int width = sheets.stream()
                    .mapToInt(sheet -> sheet.text().length())
                    .max()
                    .orElse(0);
            String family = "";
            for (FeatureSheet sheet : sheets) {
                if (!sheet.family().equals(family)) {
                    family = sheet.family();
                    out.println(family);
                }
                out.println(
                        "  " + sheet.text() + " ".repeat(width - sheet.text().length() + 2) + sheet.definition());
            }
            return 0;
        }
    }

    /** {@code features show}. */
    @Command(
            name = "show",
            description = "One feature, all its versions: formula, source, inputs, parameters, warm-up.")
    static final class ShowCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "A feature's name, or a name and version such as rsi@2.")
        private String name;

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        @Override
        public Integer call() {
            List<FeatureDefinition> versions =
                    name.contains("@") ? List.of(FeatureSpec.parse(name).definition()) : FeatureCatalog.versions(name);
            List<FeatureSheet> sheets = versions.stream().map(FeatureSheet::of).toList();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                try (JsonOutput object = new JsonOutput(out)) {
                    object.raws("features", sheets.stream().map(Json::text).toList());
                }
                return 0;
            }
            sheets.forEach(sheet -> print(out, sheet));
            return 0;
        }

        private static void print(PrintWriter out, FeatureSheet sheet) {
            out.println(sheet.text() + ": " + sheet.definition());
            line(out, "version", Integer.toString(sheet.version()));
            line(out, "family", sheet.family());
            line(out, "source", sheet.source());
            line(out, "reads", String.join(", ", sheet.inputs()));
            line(out, "first", "bar " + sheet.warmUpBars() + " (" + sheet.warmUp() + ")");
            line(out, "start", sheet.seeding());
            line(out, "stale", sheet.staleness());
            line(out, "unit", sheet.unit());
            for (ParameterSheet parameter : sheet.parameters()) {
                line(
                        out,
                        "argument",
                        parameter.name() + " " + parameter.defaultValue() + " (" + parameter.min() + " to "
                                + parameter.max() + "): " + parameter.description());
            }
        }

        private static void line(PrintWriter out, String word, String text) {
            if (!text.isEmpty()) {
                out.println(word + " ".repeat(10 - word.length()) + text);
            }
        }
    }

    /** {@code features docs}. */
    @Command(name = "docs", description = "Makes data/features.yaml and docs/features.md from the definitions.")
    static final class DocsCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--out", paramLabel = "DIR", description = "The project's folder (default: the current one).")
        private Path home = Path.of("");

        @Override
        public Integer call() throws IOException {
            for (String page : FeaturePages.pages().keySet()) {
                Path folder = home.resolve(page).toAbsolutePath().getParent();
                if (!Files.isDirectory(folder)) {
                    throw new IllegalArgumentException("there is no folder " + folder + " to write " + page + " into");
                }
            }
            int count = FeaturePages.write(home);
            spec.commandLine()
                    .getOut()
                    .println(count + " features in "
                            + String.join(" and ", FeaturePages.pages().keySet()));
            return 0;
        }
    }
}
