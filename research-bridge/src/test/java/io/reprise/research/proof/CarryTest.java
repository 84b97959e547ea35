package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.cli.CommandProvider;
import io.reprise.engine.cli.Main;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What carry costs, worked by hand: daily bars that close at 10, 20, 30, 40, 50 and 60 on 1 to 6 January; an order that the
 * first bar leads to fills on the second, at its open. Dates are UTC.
 */
final class CarryTest {
    private static final long CASH = 1_000 * Fixed.ONE;
    private static final List<String> BARS = List.of(
            "timestamp,open,high,low,close,volume",
            "2020-01-01 00:00:00,10,10,10,10,100000",
            "2020-01-02 00:00:00,10,20,10,20,100000",
            "2020-01-03 00:00:00,20,30,20,30,100000",
            "2020-01-04 00:00:00,30,40,30,40,100000",
            "2020-01-05 00:00:00,40,50,40,50,100000",
            "2020-01-06 00:00:00,50,60,50,60,100000");

    @TempDir
    Path folder;

    private String code(int wanted, String... args) {
        StringWriter err = new StringWriter();
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        int code =
                Main.run(ServiceLoader.load(CommandProvider.class), nowhere, new PrintWriter(err, true), false, args);
        assertEquals(wanted, code, err.toString());
        return err.toString();
    }

    private Path market() throws IOException {
        Path market = folder.resolve("market");
        String file = Files.write(folder.resolve("bars.csv"), BARS).toString();
        code(
                0,
                ("ingest --format ohlcv-csv --bar 1d --stamp start --zone UTC --lot 1 --tick 1 --instrument A.TEST --journal "
                                + market + " " + file)
                        .split(" "));
        return market;
    }

    private Path events(Path market, String option, List<String> rows) throws IOException {
        Path journal = folder.resolve(option);
        String file = Files.write(folder.resolve(option + ".csv"), rows).toString();
        code(
                0,
                "ingest",
                "--" + option,
                file,
                "--zone",
                "UTC",
                "--of",
                market.toString(),
                "--journal",
                journal.toString());
        return journal;
    }

    private RunResult run(List<Path> journals, boolean isShort, long qty) throws IOException {
        RunConfig config = new RunConfig(
                "holder",
                Map.of("short", Boolean.toString(isShort)),
                null,
                CASH,
                Sizing.quantity(qty * Fixed.ONE),
                Costs.NONE,
                0,
                0,
                0,
                RunConfig.CALENDAR_DAYS,
                true,
                false,
                RiskLimits.NONE);
        Path journal = folder.resolve("run");
        RunResult run = Backtest.run(
                Backtest.Request.unrecorded(journals, config).recordedIn(journal),
                HolderProvider.catalog(folder),
                fill -> {});
        for (Topology topology : Topology.values()) {
            Replay.Outcome outcome = new Replay(journal, journals, HolderProvider.catalog(folder))
                    .verify(topology, RingSettings.DEFAULT);
            assertTrue(outcome.verified(), topology + ": " + outcome.difference());
            assertEquals(run.stateDigest(), outcome.result().stateDigest(), topology.name());
            assertEquals(run.carry(), outcome.result().carry(), topology.name());
        }
        return run;
    }

    /**
     * A row of the table: who holds how many, the file's rows, what the kind of carry comes to, and the cash at the end.
     * A rate of 0.36 a year is 0.001 a day.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # side  | qty | option   | rows                                               | paid   | cash at the end
            # short from the bar of 2 January on: 10 x (20 + 30 + 40 + 50) x 0.001; the last bar ends the data
            short   | 10  | borrow   | 2020-01-01,0.36,1000                               | -1.4   | 1098.6
            # the rate falls to 0 on 4 January: its day, and those after it, are free
            short   | 10  | borrow   | 2020-01-01,0.36,1000;2020-01-04,0,                 | -0.5   | 1099.5
            # a long borrows nothing
            long    | 10  | borrow   | 2020-01-01,0.36,1000                               | 0      | 900
            # 90 can be borrowed, 91 are wanted: denied
            short   | 91  | borrow   | 2020-01-01,0.36,90                                 | 0      | 1000
            short   | 90  | borrow   | 2020-01-01,0.36,90                                 | -12.6  | 1887.4
            # bought 100 for 1,000: no cash is owed
            long    | 100 | interest | 2020-01-01,0.36                                    | 0      | 0
            # the listing ends on 5 January at 7: 10 x 7, after 10 x 10 was paid
            long    | 10  | actions  | ex_date,type,value;2020-01-05,delisting,7          | 70     | 970
            short   | 10  | actions  | ex_date,type,value;2020-01-05,delisting,7          | -70    | 1030
            # worth nothing
            long    | 10  | actions  | ex_date,type,value;2020-01-05,delisting,0          | 0      | 900
            # after the data end
            long    | 10  | actions  | ex_date,type,value;2020-01-08,delisting,7.5        | 75     | 975
            # shorts pay dividends
            short   | 10  | actions  | ex_date,type,value;2020-01-05,dividend,0.5         | -5     | 1095
            """)
    void isPaidAsWorkedByHand(String side, long qty, String option, String rows, String paid, String cash)
            throws IOException {
        Path market = market();
        Path events = events(market, option, Arrays.asList(rows.split(";")));
        RunResult run = run(List.of(market, events), side.equals("short"), qty);
        RunResult.CarryResult carry = run.carry();
        long all = carry.dividends() + carry.borrow() + carry.interest() + carry.delistings();
        assertEquals(paid, Decimals.plain(all));
        assertEquals(cash, Decimals.plain(run.cash()));
        assertEquals(
                run.finalEquity(),
                run.cash() + Fixed.multiply(run.position(), 60 * Fixed.ONE),
                "cash and position are the equity");
    }

    /**
     * 100 bought for 1,000 at 10 leave no cash; funding at noon of 3 January takes it below 0, and from then on what is owed is
     * charged 0.001 a day, with the interest on it.
     */
    @Test
    void interestIsChargedOnWhatIsOwed() throws IOException {
        Path market = market();
        Path funding = events(market, "funding", List.of("2020-01-03 12:00:00,0.01", "2020-01-04 12:00:00,0"));
        Path interest = events(market, "interest", List.of("date,rate", "2020-01-01,0.36"));
        RunResult run = run(List.of(market, funding, interest), false, 100);
        // funding at the close known then, 20: 100 x 20 x 0.01
        assertEquals("-20", Decimals.plain(run.carry().funding()));
        // 20, 20.02 and 20.04002 owed at the midnights that end 3, 4 and 5 January
        assertEquals("-0.06006002", Decimals.plain(run.carry().interest()));
        assertEquals("-20.06006002", Decimals.plain(run.cash()));
    }

    @Test
    void ordersEndWithTheListing() throws IOException {
        Path market = market();
        Path end = events(market, "actions", List.of("ex_date,type,value", "2020-01-02,delisting,10"));
        RunResult run = run(List.of(market, end), false, 10);
        assertEquals(1, run.orders(), "that of 1 January, which worked when the listing ended");
        assertEquals(0, run.fillCount());
        assertEquals(0, run.openOrders());
        assertEquals(CASH, run.cash());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            borrow   | 2020-01-01,25,         | row 1: a rate is a fraction a year from 0 to 10
            borrow   | 2020-01-01,0.1,-5      | row 1: what is available must not be below 0
            borrow   | 2020-01-02,0.1,;2020-01-01,0.1, | row 2: its date must be after that of the row before
            borrow   | 2020-01-01,0.1,1,1     | row 1: a row is date, rate and available
            interest | 2020-01-01,0.1,1       | row 1: a row is date and rate
            interest | 2020-01-01,a           | row 1: 'a' is no number
            interest | 2020-31-01,0.1         | row 1: '2020-31-01' is no date such as 2020-01-31
            interest | 2020-01-09,0.1         | has nothing between
            actions  | ex_date,type,value;2020-01-02,delisting,-1 | row 2: the price of a delisting must not be below 0
            """)
    void refusesInOneSentence(String option, String rows, String why) throws IOException {
        Path market = market();
        String file = Files.write(folder.resolve("bad.csv"), Arrays.asList(rows.split(";")))
                .toString();
        String said = code(
                1,
                "ingest",
                "--" + option,
                file,
                "--of",
                market.toString(),
                "--journal",
                folder.resolve("x").toString());
        assertTrue(said.contains(why), said);
        assertEquals(1, said.lines().count(), said);
    }

    @Test
    void twoCurrenciesInOneAccountAreRefused() throws IOException {
        Path market = market();
        Path euros = folder.resolve("euros");
        code(
                0,
                ("ingest --format ohlcv-csv --bar 1d --stamp start --zone UTC --lot 1 --tick 1 --currency EUR --instrument "
                                + "B.TEST --journal " + euros + " " + folder.resolve("bars.csv"))
                        .split(" "));
        Path portfolio = Files.writeString(folder.resolve("portfolio.json"), """
                {"allocations": [
                  {"name": "a", "strategy": "sma-cross", "instruments": ["A.TEST"]},
                  {"name": "b", "strategy": "sma-cross", "instruments": ["B.TEST"]}]}
                """);
        String said = code(
                2,
                ("backtest --portfolio " + portfolio + " --journal " + market + " --journal " + euros + " --out "
                                + folder.resolve("out"))
                        .split(" "));
        assertTrue(said.contains("A.TEST in USD and B.TEST in EUR: an account has one currency"), said);
        assertEquals(1, said.lines().count(), said);
    }

    @Test
    void twoSeriesOfOneKindAreRefused() throws IOException {
        Path market = market();
        Path one = events(market, "borrow", List.of("2020-01-01,0.1,"));
        Path other = folder.resolve("other");
        code(
                0,
                "ingest",
                "--borrow",
                folder.resolve("borrow.csv").toString(),
                "--of",
                market.toString(),
                "--journal",
                other.toString());
        List<String> args = new ArrayList<>(List.of("backtest", "--strategy", "sma-cross", "--out"));
        args.add(folder.resolve("out").toString());
        for (Path journal : List.of(market, one, other)) {
            args.addAll(List.of("--journal", journal.toString()));
        }
        String said = code(2, args.toArray(new String[0]));
        assertTrue(said.contains("both hold borrow rates of A.TEST: give one"), said);
        assertEquals(1, said.lines().count(), said);
    }
}
