package io.reprise.research.library;

import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyFamily;
import io.reprise.research.library.StrategySheet.ParameterSheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The pages of docs that are made from the strategies' definitions: one a strategy, and the list in the overview. */
public final class StrategyPages {
    /** The folder of the pages, below docs. */
    public static final String FOLDER = "strategies";
    /** The page whose list is made; the rest of it is written by hand. */
    public static final String OVERVIEW = "strategies.md";

    private static final String BEGIN = "<!-- made by ./run.sh strategies docs -->\n";
    private static final String END = "<!-- end -->\n";

    private StrategyPages() {}

    /** The text of every page by its path below docs. */
    public static Map<String, String> pages(StrategyCatalog catalog) {
        Map<String, String> pages = new LinkedHashMap<>();
        sheets(catalog).forEach(sheet -> pages.put(FOLDER + "/" + sheet.name() + ".md", page(sheet)));
        return pages;
    }

    /**
     * The overview with its list made anew.
     *
     * @throws IllegalArgumentException when the page does not say where the list goes
     */
    public static String overview(StrategyCatalog catalog, String page) {
        int from = page.indexOf(BEGIN);
        int to = page.indexOf(END);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(OVERVIEW + " has no place for the list of strategies: it stands between "
                    + BEGIN.strip() + " and " + END.strip());
        }
        return page.substring(0, from + BEGIN.length()) + list(catalog) + page.substring(to);
    }

    /** Writes all pages; those in the folder that belong to no strategy any more are left to whoever put them there. */
    public static int write(StrategyCatalog catalog, Path docs) throws IOException {
        Path overview = docs.resolve(OVERVIEW);
        String text = overview(catalog, Files.readString(overview));
        Files.createDirectories(docs.resolve(FOLDER));
        Map<String, String> pages = pages(catalog);
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(docs.resolve(page.getKey()), page.getValue());
        }
        Files.writeString(overview, text);
        return pages.size();
    }

    private static List<StrategySheet> sheets(StrategyCatalog catalog) {
        return catalog.all().stream().map(StrategySheet::of).toList();
    }

    private static String list(StrategyCatalog catalog) {
        StringBuilder text =
                new StringBuilder("\n| name | what it does | reads | parameters (default) |\n|---|---|---|---|\n");
        for (StrategyFamily family : StrategyFamily.values()) {
            List<StrategySheet> members = sheets(catalog).stream()
                    .filter(sheet -> sheet.family().equals(family.text()))
                    .toList();
            if (!members.isEmpty()) {
                text.append("| **").append(family.text()).append("** | | | |\n");
            }
            for (StrategySheet sheet : members) {
                text.append("| [`")
                        .append(sheet.name())
                        .append("`](")
                        .append(FOLDER)
                        .append('/');
                text.append(sheet.name())
                        .append(".md) | ")
                        .append(sheet.description())
                        .append(" | ");
                text.append(String.join(", ", sheet.inputs())).append(" | ");
                text.append(sheet.parameters().stream()
                                .map(parameter -> "`" + parameter.name() + "` (" + parameter.defaultValue() + ")")
                                .collect(Collectors.joining(", ")))
                        .append(" |\n");
            }
        }
        return text.append('\n').toString();
    }

    private static String page(StrategySheet sheet) {
        StringBuilder text = new StringBuilder("# ").append(sheet.name()).append("\n\n");
        text.append("<!-- made from its definition by ./run.sh strategies docs -->\n\n");
        text.append(sentence(sheet.description())).append("\n\n");
        text.append(sheet.rule()).append("\n\n");
        text.append("| | |\n|---|---|\n");
        row(text, "family", sheet.family());
        row(text, "source", sheet.source());
        row(text, "reads", String.join(", ", sheet.inputs()));
        row(text, "first signal", sheet.warmUp());
        row(text, "short", sheet.shorts() ? "yes" : "no, long or flat");
        row(text, "its signal as a feature", "`" + sheet.signal() + "`");
        text.append("\n## Parameters\n\n");
        if (sheet.parameters().isEmpty()) {
            text.append("None.\n");
        } else {
            text.append("| name | type | default | from | to | what |\n|---|---|---|---|---|---|\n");
            sheet.parameters().forEach(parameter -> text.append(row(parameter)));
        }
        text.append("\n```\n./run.sh backtest --strategy ").append(sheet.name()).append(" --journal DIR\n");
        text.append("./run.sh validate lookahead --strategy ")
                .append(sheet.name())
                .append(" --journal DIR\n```\n");
        return text.append("\nHow it did on real data, with costs: [results.md](results.md). All strategies: "
                        + "[strategies.md](../strategies.md).\n")
                .toString();
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append("| ")
                .append(name)
                .append(" | ")
                .append(value.replace("|", "\\|"))
                .append(" |\n");
    }

    private static String row(ParameterSheet parameter) {
        boolean isFlag = parameter.type().equals("FLAG");
        return "| `" + parameter.name() + "` | " + parameter.type().toLowerCase(Locale.ROOT) + " | "
                + parameter.defaultValue() + " | " + (isFlag ? "" : parameter.min()) + " | "
                + (isFlag ? "" : parameter.max()) + " | " + parameter.description() + " |\n";
    }
}
