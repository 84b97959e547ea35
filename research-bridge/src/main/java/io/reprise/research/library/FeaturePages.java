package io.reprise.research.library;

import io.reprise.engine.feature.FeatureFamily;
import io.reprise.research.library.StrategySheet.ParameterSheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The registry {@code data/features.yaml} and the page {@code docs/features.md}, both made from the definitions. */
public final class FeaturePages {
    public static final String REGISTRY = "data/features.yaml";
    public static final String PAGE = "docs/features.md";

    private FeaturePages() {}

    /** Both files' texts by their path in the project. */
    public static Map<String, String> pages() {
        Map<String, String> pages = new TreeMap<>();
        pages.put(REGISTRY, registry(FeatureSheet.all()));
        pages.put(PAGE, page(FeatureSheet.all()));
        return pages;
    }

    /** Writes both below the project's folder and answers how many features they hold. */
    public static int write(Path home) throws IOException {
        for (Map.Entry<String, String> page : pages().entrySet()) {
            Files.writeString(home.resolve(page.getKey()), page.getValue());
        }
        return FeatureSheet.all().size();
    }

    private static String registry(List<FeatureSheet> sheets) {
        StringBuilder text =
                new StringBuilder("# The feature registry; made from the definitions by ./run.sh features docs\n");
        text.append("features:\n");
        for (FeatureSheet sheet : sheets) {
            text.append("  - name: ").append(sheet.name()).append('\n');
            field(text, "version", Integer.toString(sheet.version()));
            field(text, "family", sheet.family());
            field(text, "definition", quoted(sheet.definition()));
            field(text, "source", quoted(sheet.source()));
            field(text, "inputs", "[" + String.join(", ", sheet.inputs()) + "]");
            parameters(text, sheet.parameters());
            field(text, "warmUp", quoted(sheet.warmUp()));
            field(text, "warmUpBars", Integer.toString(sheet.warmUpBars()));
            field(text, "seeding", quoted(sheet.seeding()));
            field(text, "staleness", quoted(sheet.staleness()));
            field(text, "unit", sheet.unit());
        }
        return text.toString();
    }

    private static void parameters(StringBuilder text, List<ParameterSheet> parameters) {
        if (parameters.isEmpty()) {
            field(text, "parameters", "[]");
            return;
        }
        text.append("    parameters:\n");
        for (ParameterSheet parameter : parameters) {
            text.append("      - name: ").append(parameter.name()).append('\n');
            text.append("        type: ").append(parameter.type()).append('\n');
            text.append("        default: ").append(parameter.defaultValue()).append('\n');
            text.append("        min: ").append(parameter.min()).append('\n');
            text.append("        max: ").append(parameter.max()).append('\n');
            text.append("        description: ")
                    .append(quoted(parameter.description()))
                    .append('\n');
        }
    }

    private static void field(StringBuilder text, String name, String value) {
        text.append("    ").append(name).append(": ").append(value).append('\n');
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String page(List<FeatureSheet> sheets) {
        StringBuilder text = new StringBuilder("""
                # Features

                <!-- made from the definitions by ./run.sh features docs -->

                %d features, each a function of closed bars and of what else it names, read at the close of a bar. A strategy
                asks for one by its text, such as `rsi(14)` or `rsi@2(7,28)`; arguments that are left out take their defaults
                (in brackets below). *n* is the parameter `period`. Versions of one name live side by side and never change
                their values. A feature that is warming up, undefined or stale has no value: it is not `ready`, and NaN.

                Sums over windows are exact whole numbers, so that nothing drifts; means that remember are doubles as
                x += w (v - x). *Unit* says how a value answers to a split: `none` is scale-free. At a split a series goes on
                feeding its features in the units of before (a forward split) or multiplies their state by a whole number (a
                reverse one), so that no price is rounded; quantities are, half-even to 1e-8.
                """.formatted(sheets.size()));
        for (FeatureFamily family : FeatureFamily.values()) {
            if (sheets.stream().noneMatch(sheet -> sheet.family().equals(family.text()))) {
                continue;
            }
            text.append("\n## ").append(heading(family.text())).append("\n\n");
            text.append(
                    "| feature | value | source | reads | parameters (default) | first value on bar | start | unit |\n");
            text.append("|---|---|---|---|---|---|---|---|\n");
            sheets.stream()
                    .filter(sheet -> sheet.family().equals(family.text()))
                    .forEach(sheet -> row(text, sheet));
        }
        return text.toString();
    }

    private static String heading(String family) {
        return Character.toUpperCase(family.charAt(0)) + family.substring(1);
    }

    private static void row(StringBuilder text, FeatureSheet sheet) {
        String name = sheet.version() == 1 ? sheet.name() : sheet.name() + "@" + sheet.version();
        String parameters = sheet.parameters().stream()
                .map(parameter -> "`" + parameter.name() + "` (" + parameter.defaultValue() + ")")
                .collect(Collectors.joining(", "));
        String start = sheet.staleness().isEmpty()
                ? sheet.seeding()
                : (sheet.seeding().isEmpty() ? "" : sheet.seeding() + "; ") + "stale: " + sheet.staleness();
        String warmUp =
                sheet.parameters().isEmpty() ? sheet.warmUp() : sheet.warmUp() + " (" + sheet.warmUpBars() + ")";
        text.append("| `").append(name).append("` | ");
        text.append(cell(sheet.definition())).append(" | ");
        text.append(cell(sheet.source())).append(" | ");
        text.append(String.join(", ", sheet.inputs())).append(" | ");
        text.append(parameters.isEmpty() ? "–" : parameters).append(" | ");
        text.append(warmUp).append(" | ");
        text.append(start.isEmpty() ? "–" : cell(start)).append(" | ");
        text.append(sheet.unit()).append(" |\n");
    }

    /** A bar would end the cell, stars and underscores set it otherwise. */
    private static String cell(String text) {
        return text.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_");
    }
}
