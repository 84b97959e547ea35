package io.reprise.research.command;

import io.reprise.codecs.AssetClass;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.time.SystemClock;
import io.reprise.engine.time.Times;
import io.reprise.research.history.HistoryKind;
import io.reprise.research.history.HistoryWriter;
import io.reprise.research.history.JdbcRecords;
import io.reprise.research.history.RecordRows;
import io.reprise.research.history.Series;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code migrate}: history out of another database. */
@Command(
        name = "migrate",
        description =
                "Brings the rows of a query to another database into the tier that their age says. Columns: time, and"
                        + " price, quantity, side, id (trades), bid, ask, bid_quantity, ask_quantity (quotes), or open, high, low,"
                        + " close, volume, trades (bars); in order of time.",
        footer = "What the store covers already is passed over, so a second run adds nothing.")
final class MigrateCommand implements Callable<Integer> {
    private static final int WARM_DAYS = 30;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--jdbc",
            required = true,
            paramLabel = "URL",
            description = "The database, such as jdbc:postgresql://localhost/market.")
    private String url;

    @Option(names = "--user", paramLabel = "NAME", description = "Who asks.")
    private String user;

    @Option(
            names = "--password-variable",
            paramLabel = "NAME",
            description = "The environment variable that holds the password.")
    private String passwordVariable;

    @Option(names = "--driver", paramLabel = "JAR", description = "The database's JDBC driver.")
    private Path driver;

    @Option(names = "--sql", required = true, paramLabel = "SELECT", description = "The query, in order of time.")
    private String sql;

    @Option(
            names = "--as",
            required = true,
            paramLabel = "WHAT",
            description = "trades, quotes, or the period of bars, such as 1m.")
    private String what;

    @Option(
            names = "--instrument",
            required = true,
            paramLabel = "NAME",
            description = "Symbol and venue, such as BTC-USD.BITSTAMP.")
    private String instrument;

    @Option(
            names = "--asset-class",
            defaultValue = "crypto",
            paramLabel = "CLASS",
            description = "crypto, equity, commodity, fx or index (default: ${DEFAULT-VALUE}).")
    private String assetClass;

    @Option(
            names = "--currency",
            defaultValue = "USD",
            paramLabel = "CODE",
            description = "Currency of the prices (default: ${DEFAULT-VALUE}).")
    private String currency;

    @Option(
            names = "--tick",
            defaultValue = "0.00000001",
            paramLabel = "PRICE",
            description = "Smallest price step (default: ${DEFAULT-VALUE}).")
    private String tick;

    @Option(
            names = "--lot",
            defaultValue = "0.00000001",
            paramLabel = "QTY",
            description = "Smallest quantity step (default: ${DEFAULT-VALUE}).")
    private String lot;

    @Option(names = "--allow-non-positive", description = "Prices at or below 0 are real.")
    private boolean nonPositivePx;

    @Option(names = "--stamped-at-end", description = "A bar's time is its end; its start unless given.")
    private boolean stampedAtEnd;

    @Option(
            names = "--time-unit",
            defaultValue = "ms",
            paramLabel = "UNIT",
            description = "Of times that are numbers since 1970: s, ms, us or ns (default: ${DEFAULT-VALUE}).")
    private String unit;

    @Option(
            names = "--store",
            defaultValue = StoreOptions.STORE,
            paramLabel = "DIR",
            description = "The cold store (default: ${DEFAULT-VALUE}).")
    private Path store;

    @Option(
            names = "--journals",
            defaultValue = StoreOptions.JOURNALS,
            paramLabel = "DIR",
            description = "Where the journal of the last 30 days goes (default: ${DEFAULT-VALUE}).")
    private Path journals;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Series series = series();
        String password = passwordVariable == null ? null : System.getenv(passwordVariable);
        long beforeNs = (Times.utcDay(new SystemClock().epochNs()) - WARM_DAYS) * Times.DAY_NS;
        try (Progress progress = Progress.start("migrate", spec.commandLine().getErr(), json);
                JdbcRecords source =
                        JdbcRecords.open(new JdbcRecords.Source(url, user, password, driver), sql, unit())) {
            long[] count = new long[1];
            RecordRows rows = new RecordRows(
                    () -> {
                        progress.at(++count[0], 0);
                        return source.get();
                    },
                    series,
                    stampedAtEnd);
            HistoryWriter.Written written =
                    HistoryWriter.write(store, series, rows, "a query to another database", beforeNs, journals);
            print(rows, written);
        }
        return 0;
    }

    private Series series() {
        boolean isBars = !what.equals("trades") && !what.equals("quotes");
        AssetClass of = Arrays.stream(AssetClass.values())
                .filter(each -> each != AssetClass.NULL_VAL
                        && each.name().toLowerCase(Locale.ROOT).equals(assetClass))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("--asset-class cannot be '" + assetClass + "': there are "
                                + Arrays.stream(AssetClass.values())
                                        .filter(each -> each != AssetClass.NULL_VAL)
                                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))));
        Instrument traded = new Instrument(
                0, instrument, of, Decimals.parse(tick), Decimals.parse(lot), currency, nonPositivePx, true);
        return new Series(
                isBars ? HistoryKind.BARS : HistoryKind.parse(what),
                traded,
                isBars ? BarSpec.parse(what).size() : 0);
    }

    private TimeUnit unit() {
        return switch (unit) {
            case "s" -> TimeUnit.SECONDS;
            case "ms" -> TimeUnit.MILLISECONDS;
            case "us" -> TimeUnit.MICROSECONDS;
            case "ns" -> TimeUnit.NANOSECONDS;
            default ->
                throw new IllegalArgumentException("--time-unit cannot be '" + unit + "': there are s, ms, us and ns");
        };
    }

    private void print(RecordRows rows, HistoryWriter.Written written) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            try (JsonOutput result = new JsonOutput(out)) {
                result.number("rows", rows.records())
                        .number("storeRows", written.storeRows())
                        .number("passedOverRows", written.passedOver())
                        .number("journalRows", written.journalRows())
                        .text(
                                "journal",
                                written.journal() == null
                                        ? null
                                        : written.journal().toString())
                        .number("rejectedRows", rows.rejected())
                        .texts("rejects", rows.rejects());
            }
            return;
        }
        out.printf(
                Locale.ROOT,
                "%,d rows: %,d to %s, %,d there already, %,d to a journal, %,d rejected%n",
                rows.records(),
                written.storeRows(),
                store,
                written.passedOver(),
                written.journalRows(),
                rows.rejected());
        if (written.journal() != null) {
            out.println("journal " + written.journal());
        }
        rows.rejects().forEach(reject -> out.println("  " + reject));
    }
}
