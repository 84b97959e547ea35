package io.reprise.research.command;

import io.reprise.research.reference.AdjustmentEngine;
import io.reprise.research.reference.AdjustmentEngine.Basis;
import io.reprise.research.reference.AdjustmentEngine.Direction;
import io.reprise.research.reference.AdjustmentEngine.Method;
import io.reprise.research.reference.ContinuousFuture;
import io.reprise.research.reference.ContinuousFuture.Adjustment;
import io.reprise.research.reference.ContinuousFuture.RollRule;
import io.reprise.research.reference.ReferenceData.Adjusted;
import io.reprise.research.reference.ReferenceViews;
import io.reprise.research.reference.TickerName;
import io.reprise.research.store.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code adjust}: daily prices with the factor that takes corporate actions out. */
@Command(
        name = "adjust",
        description =
                "Daily prices as traded and, beside them, the factor that takes splits, dividends and spin-offs out.")
final class AdjustCommand implements Callable<Integer> {
    private static final int SHOWN = 10;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SYMBOL", description = "A ticker, as it was on --date.")
    private String symbol;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description = "crsp: 1 - D / close before; wiki: 1 / (1 + D / close of the ex-date) (default: crsp).")
    private String method = "crsp";

    @Option(
            names = "--direction",
            paramLabel = "NAME",
            description = "backward keeps the last bar, forward the first (default: backward).")
    private String direction = "backward";

    @Option(
            names = "--basis",
            paramLabel = "NAME",
            description =
                    "total-return takes dividends out too, ratio only splits and spin-offs (default: total-return).")
    private String basis = "total-return";

    @Option(
            names = "--as-of",
            paramLabel = "DAY",
            description = "Only what was known on that day: no later bar, no later action (default: all).")
    private String asOf;

    @Option(names = "--date", paramLabel = "DAY", description = "Day of the ticker (default: --as-of, or today).")
    private String date;

    @Option(
            names = "--actions",
            paramLabel = "FILE",
            description = "A calendar instead of the collection's: LEAN factor file, CSV, WIKI's or Polygon's JSON.")
    private String actions;

    @Option(
            names = "--roll",
            paramLabel = "RULE",
            description =
                    "SYMBOL is the root of a future, such as GC: hold the next contract by volume, open-interest or "
                            + "date (--roll-days before the last day).")
    private String roll;

    @Option(names = "--roll-days", paramLabel = "N", description = "Calendar days (default: ${DEFAULT-VALUE}).")
    private int rollDays = 5;

    @Option(
            names = "--level",
            paramLabel = "NAME",
            description = "Of a future: back adds differences, ratio multiplies, none leaves prices (default: back).")
    private String level = "back";

    @Option(names = "--out", paramLabel = "FILE", description = "All bars as CSV.")
    private Path file;

    @Option(names = "--json", description = "One JSON object with all bars on standard output.")
    private boolean json;

    @Mixin
    private CollectionOption data;

    @Override
    public Integer call() throws IOException {
        return roll == null ? callOfShares() : callOfFuture();
    }

    private int callOfFuture() {
        if (rollDays < 0 || file != null || actions != null || date != null) {
            throw new IllegalArgumentException(
                    "with --roll go --roll-days of 0 or more, --level, --as-of and --json, not --out, --actions or --date");
        }
        ContinuousFuture.Settings settings = new ContinuousFuture.Settings(
                one("--roll", roll, RollRule.values()),
                rollDays,
                one("--level", level, Adjustment.values()),
                CollectionOption.day("--as-of", asOf));
        Map<String, Object> answer = ReferenceViews.continuous(data.reference().continuous(symbol, settings));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(answer));
            return 0;
        }
        for (Object row : (List<?>) answer.get("days")) {
            Map<?, ?> day = (Map<?, ?>) row;
            out.println(day.get("date") + " " + day.get("contract") + " close " + day.get("close") + " adjusted "
                    + day.get("adj_close"));
        }
        out.println(answer.get("count") + " days, " + ((List<?>) answer.get("rolls")).size() + " rolls"
                + (((List<?>) answer.get("breaks")).isEmpty()
                        ? ""
                        : "; levels before and after " + answer.get("breaks") + " cannot be compared"));
        return 0;
    }

    private int callOfShares() throws IOException {
        AdjustmentEngine.Settings settings = new AdjustmentEngine.Settings(
                one("--method", method, Method.values()),
                one("--direction", direction, Direction.values()),
                one("--basis", basis, Basis.values()),
                CollectionOption.day("--as-of", asOf));
        Adjusted adjusted = data.reference().adjusted(symbol, CollectionOption.day("--date", date), actions, settings);
        PrintWriter out = spec.commandLine().getOut();
        if (file != null) {
            Files.write(file, ReferenceViews.csv(adjusted));
        }
        if (json) {
            Map<String, Object> answer = ReferenceViews.adjustment(adjusted);
            answer.put("bars", ReferenceViews.bars(adjusted, TickerName.EVER, TickerName.OPEN));
            out.println(Json.text(answer));
            return 0;
        }
        print(adjusted, out);
        return 0;
    }

    private void print(Adjusted adjusted, PrintWriter out) {
        Map<String, Object> facts = ReferenceViews.adjustment(adjusted);
        out.println(facts.get("id") + ": " + adjusted.series().size() + " bars, "
                + ((List<?>) facts.get("actions")).size() + " actions, method " + facts.get("method") + ", "
                + facts.get("direction") + ", " + facts.get("basis")
                + (facts.get("asOf") == null ? "" : ", as known on " + facts.get("asOf")));
        int size = adjusted.series().size();
        LocalDate from = size == 0
                ? TickerName.EVER
                : adjusted.series().raw().get(Math.max(0, size - SHOWN)).date();
        for (Map<String, Object> row : ReferenceViews.bars(adjusted, from, TickerName.OPEN)) {
            out.println(row.get("date") + " " + row.get("ticker") + " close " + row.get("close") + " factor "
                    + row.get("adjustment_factor") + " adjusted " + row.get("adj_close"));
        }
        if (file != null) {
            out.println("All bars are in " + file);
        }
    }

    private static <E extends Enum<E>> E one(String option, String text, E[] values) {
        return Arrays.stream(values)
                .filter(value -> word(value).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(option + " must be one of "
                        + Arrays.stream(values).map(AdjustCommand::word).collect(Collectors.joining(", ")) + ", not '"
                        + text + "'"));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
