package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.backtest.Allocation;
import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Portfolio;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.Rerun;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.WhatIf;
import io.reprise.engine.cli.CommandProvider;
import io.reprise.engine.cli.Main;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many strategies on several instruments in one run, through splits, dividends, funding and changing shares, seeded. */
@Tag("slow")
final class PortfolioTest {
    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    private static final int DAYS = 160;
    private static final long LATENCY_NS = 5 * 3_600_000_000_000L;
    private static final long CASH = 1_000_000 * Fixed.ONE;
    private static final List<String> NAMES = List.of("A.TEST", "B.TEST", "C.TEST");

    @TempDir
    Path folder;

    private StrategyCatalog catalog() throws IOException {
        URL services = Files.writeString(folder.resolve("switcher.txt"), SwitcherProvider.class.getName())
                .toUri()
                .toURL();
        return StrategyCatalog.load(new ClassLoader(SwitcherProvider.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                return name.endsWith(StrategyProvider.class.getName())
                        ? Collections.enumeration(List.of(services))
                        : super.getResources(name);
            }
        });
    }

    private static void ok(String... args) {
        StringWriter err = new StringWriter();
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        int code =
                Main.run(ServiceLoader.load(CommandProvider.class), nowhere, new PrintWriter(err, true), false, args);
        assertEquals(0, code, err.toString());
    }

    /** Daily bars of a random walk, some days missing; splits and dividends; a rate every eight hours. */
    private List<Path> market(SplittableRandom random) throws IOException {
        List<Path> journals = new ArrayList<>();
        for (String name : NAMES) {
            Path market = folder.resolve(name);
            bars(random, market, name);
            journals.add(market);
            Path actions = folder.resolve(name + "-actions");
            Path factors = folder.resolve(name + "-factors.csv");
            Files.write(factors, factors(random));
            ok("ingest", "--actions", factors.toString(), "--of", market.toString(), "--journal", actions.toString());
            journals.add(actions);
        }
        Path funding = folder.resolve("funding");
        Path rates = folder.resolve("rates.csv");
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < DAYS * 3; i++) {
            rows.add(FIRST.plusDays(i / 3)
                    + String.format(Locale.ROOT, " %02d:00:00,", i % 3 * 8)
                    + random.nextInt(-300, 300) / 1e5);
        }
        Files.write(rates, rows);
        String last = journals.get(4).toString();
        ok("ingest", "--funding", rates.toString(), "--of", last, "--journal", funding.toString());
        journals.add(funding);
        Path shares = folder.resolve("shares");
        Path weights = folder.resolve("shares.csv");
        Files.write(
                weights,
                List.of(
                        "time,allocation,share",
                        FIRST.plusDays(40) + " 12:00:00,one,0.4",
                        FIRST.plusDays(40) + " 12:00:00,two,0",
                        FIRST.plusDays(90) + ",two,0.3",
                        FIRST.plusDays(91) + ",nobody,0.3",
                        FIRST.plusDays(120) + ",one,0.05"));
        ok(
                "ingest",
                "--shares",
                weights.toString(),
                "--of",
                journals.getFirst().toString(),
                "--journal",
                shares.toString());
        journals.add(shares);
        return journals;
    }

    /** Borrow rates with availability of two instruments, margin interest, and the end of the third instrument. */
    private List<Path> carry(SplittableRandom random) throws IOException {
        List<Path> journals = new ArrayList<>();
        for (String name : List.of(NAMES.get(0), NAMES.get(1))) {
            List<String> rows = new ArrayList<>(List.of("date,rate,available"));
            for (int day = 3; day < DAYS; day += 1 + random.nextInt(20)) {
                String available = random.nextInt(3) == 0 ? "" : Integer.toString(random.nextInt(400));
                rows.add(FIRST.plusDays(day) + "," + random.nextInt(400) / 1e3 + "," + available);
            }
            journals.add(events("--borrow", name, name + "-borrow", rows));
        }
        journals.add(events(
                "--interest",
                NAMES.get(0),
                "interest",
                List.of("date,rate", FIRST + ",0.08", FIRST.plusDays(50) + ",0.3")));
        String end = FIRST.plusDays(DAYS - 9) + "," + "delisting," + random.nextInt(60);
        journals.add(events("--actions", NAMES.get(2), "end", List.of("ex_date,type,value", end)));
        return journals;
    }

    private Path events(String option, String name, String file, List<String> rows) throws IOException {
        Path written = Files.write(folder.resolve(file + ".csv"), rows);
        Path journal = folder.resolve(file);
        String of = folder.resolve(name).toString();
        ok("ingest", option, written.toString(), "--of", of, "--journal", journal.toString());
        return journal;
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 12, 13, 14})
    void addsUpThroughBorrowingInterestAndDelistings(int seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<Path> journals = market(random);
        journals.addAll(carry(random));
        RunConfig config = config(random, seed % 2 * LATENCY_NS);
        Path journal = folder.resolve("run");
        RunResult run =
                Backtest.run(Backtest.Request.unrecorded(journals, config).recordedIn(journal), catalog(), fill -> {});
        addsUp(run);
        RunResult.CarryResult carry = run.carry();
        assertTrue(carry.borrow() < 0 && carry.delistings() != 0 && carry.funding() != 0, carry.toString());
        long carried = run.allocations().stream()
                .mapToLong(RunResult.AllocationResult::carry)
                .sum();
        assertEquals(
                carry.dividends()
                        + carry.funding()
                        + carry.fractions()
                        + carry.borrow()
                        + carry.interest()
                        + carry.delistings(),
                carried,
                "the split of the costs is what the allocations were paid");
        for (RunResult.AllocationResult one : run.allocations()) {
            int leg = one.instruments().indexOf(NAMES.get(2));
            assertTrue(leg < 0 || one.positions().get(leg) == 0, one + " holds what is not listed");
        }
        for (Topology topology : Topology.values()) {
            Replay.Outcome outcome = new Replay(journal, journals, catalog()).verify(topology, RingSettings.DEFAULT);
            assertTrue(outcome.verified(), seed + " " + topology + ": " + outcome.difference());
            assertEquals(run.stateDigest(), outcome.result().stateDigest(), topology.name());
            assertEquals(run.allocations(), outcome.result().allocations(), topology.name());
            assertEquals(carry, outcome.result().carry(), topology.name());
        }
        try (Rerun rerun = Rerun.open(journal, journals, catalog())) {
            rerun.goTo(Long.MAX_VALUE);
            rerun.goTo(rerun.seq() / 2);
            rerun.goTo(Long.MAX_VALUE);
            assertEquals(run.stateDigest(), rerun.stages().stateDigest(), "after going back and on");
        }
    }

    private void bars(SplittableRandom random, Path market, String name) throws IOException {
        Path file = folder.resolve(name + ".csv");
        List<String> rows = new ArrayList<>();
        rows.add("timestamp,open,high,low,close,volume");
        double px = 50 + random.nextInt(100);
        for (int day = 0; day < DAYS; day++) {
            double open = px;
            px = Math.max(1, px * (1 + (random.nextDouble() - 0.5) / 10));
            if (random.nextInt(12) > 0 || day == 0) {
                rows.add(String.format(
                        Locale.ROOT,
                        "%s 00:00:00,%.2f,%.2f,%.2f,%.2f,%d",
                        FIRST.plusDays(day),
                        open,
                        Math.max(open, px) + 1,
                        Math.min(open, px) - 0.5,
                        px,
                        5_000 + random.nextInt(100_000)));
            }
        }
        Files.write(file, rows);
        ok(
                "ingest",
                "--format",
                "ohlcv-csv",
                "--bar",
                "1d",
                "--stamp",
                "start",
                "--zone",
                "UTC",
                "--lot",
                "1",
                "--tick",
                "0.01",
                "--instrument",
                name,
                "--journal",
                market.toString(),
                file.toString());
    }

    private static List<String> factors(SplittableRandom random) {
        List<String> rows = new ArrayList<>();
        double price = 0.9;
        double units = 1;
        for (int day = 5; day < DAYS - 5; day += 4 + random.nextInt(12)) {
            rows.add(FIRST.plusDays(day).format(DateTimeFormatter.BASIC_ISO_DATE) + "," + price + "," + units + ",80");
            if (random.nextBoolean()) {
                price = Math.round((price + 0.004) * 1e7) / 1e7;
            } else {
                units *= new double[] {2, 3, 7, 0.5, 0.125, 1.5}[random.nextInt(6)];
            }
        }
        rows.add("20501231," + price + "," + units + ",0");
        return rows;
    }

    private static RunConfig config(SplittableRandom random, long latencyNs) {
        List<Allocation> all = new ArrayList<>();
        all.add(allocation("one", random, List.of(NAMES.get(0)), 10_000_000L, false));
        all.add(allocation("two", random, List.of(NAMES.get(1)), 90_000_000L, false));
        all.add(allocation("pair", random, List.of(NAMES.get(0), NAMES.get(2)), 0, false));
        all.add(allocation("watch", random, List.of(NAMES.get(2)), 0, true));
        Map<String, String> fixed = Map.of("seed", Integer.toString(random.nextInt(1_000_000)), "rests", "true");
        all.add(new Allocation(
                "rests", "switcher", fixed, List.of(NAMES.get(2)), null, Sizing.quantity(17 * Fixed.ONE), 0, false));
        return new RunConfig(
                Portfolio.NAME,
                new Portfolio(all).texts(),
                null,
                CASH,
                Sizing.fractionOfEquity(Fixed.ONE),
                new Costs(700_000_000L, 300_000_000L, 200_000_000L),
                latencyNs,
                0,
                0,
                RunConfig.CALENDAR_DAYS,
                false,
                false,
                RiskLimits.NONE);
    }

    private static Allocation allocation(
            String name, SplittableRandom random, List<String> legs, long share, boolean signalOnly) {
        Map<String, String> seed = Map.of("seed", Integer.toString(random.nextInt(1_000_000)));
        Sizing sizing = legs.size() > 1 ? Sizing.quantity(11 * Fixed.ONE) : null;
        return new Allocation(name, "switcher", seed, legs, null, sizing, share, signalOnly);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void addsUpAndReplaysInAllTopologies(int seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<Path> journals = market(random);
        // with a latency, orders are on their way when a split comes
        RunConfig config = config(random, seed % 2 * LATENCY_NS);
        Path journal = folder.resolve("run");
        StrategyCatalog catalog = catalog();
        RunResult run =
                Backtest.run(Backtest.Request.unrecorded(journals, config).recordedIn(journal), catalog, fill -> {});
        assertTrue(run.fillCount() > 50, run.fillCount() + " fills");
        addsUp(run);
        joinedTimesAreEqual(((SwitcherProvider) catalog.find("switcher")).joined);
        for (Topology topology : Topology.values()) {
            Replay.Outcome outcome = new Replay(journal, journals, catalog()).verify(topology, RingSettings.DEFAULT);
            assertTrue(outcome.verified(), seed + " " + topology + ": " + outcome.difference());
            assertEquals(run.stateDigest(), outcome.result().stateDigest(), topology.name());
            assertEquals(run.allocations(), outcome.result().allocations(), topology.name());
            assertEquals(run.roundTrips(), outcome.result().roundTrips(), topology.name());
        }
        try (Rerun rerun = Rerun.open(journal, journals, catalog())) {
            rerun.goTo(Long.MAX_VALUE);
            rerun.goTo(rerun.seq() / 2);
            rerun.goTo(Long.MAX_VALUE);
            assertEquals(run.stateDigest(), rerun.stages().stateDigest(), "after going back and on");
        }
    }

    private static void addsUp(RunResult run) {
        long pnl = 0;
        long fees = 0;
        long fills = 0;
        for (RunResult.AllocationResult one : run.allocations()) {
            pnl += one.pnl();
            fees += one.fees();
            fills += one.fills();
            if (one.signalOnly()) {
                assertEquals(0, one.fills(), "a strategy that only signals");
            }
        }
        assertEquals(run.finalEquity() - run.initialEquity(), pnl, "profit");
        assertEquals(run.fees(), fees, "fees");
        assertEquals(run.fillCount(), fills, "fills");
        assertTrue(run.allocations().stream().anyMatch(one -> one.carry() != 0), "something was paid");
    }

    private static void joinedTimesAreEqual(List<long[]> joined) {
        long before = Long.MIN_VALUE;
        assertTrue(joined.size() > DAYS / 2, joined.size() + " joined bars");
        for (long[] ends : joined) {
            assertEquals(ends[0], ends[1], "both legs' bars are of one time");
            assertTrue(ends[0] > before, "each time once");
            before = ends[0];
        }
    }

    @Test
    void answersAWhatIfOfAnAllocation() throws IOException {
        SplittableRandom random = new SplittableRandom(9);
        List<Path> journals = market(random);
        RunConfig config = config(random, 0);
        Path journal = folder.resolve("run");
        Backtest.run(Backtest.Request.unrecorded(journals, config).recordedIn(journal), catalog(), fill -> {});
        WhatIf whatIf = WhatIf.of(journal, journals, catalog());
        Map<String, String> changed = new LinkedHashMap<>(whatIf.recorded().parameters());
        changed.put("one.signal-only", "true");
        RunConfig base = whatIf.recorded();
        WhatIf.Answer answer = whatIf.ask(new RunConfig(
                base.strategy(),
                changed,
                base.bar(),
                base.initialCash(),
                base.sizing(),
                base.costs(),
                base.latencyNs(),
                base.tickPx(),
                base.lotQty(),
                base.annualDays(),
                base.unlimitedLiquidity(),
                base.optimistic(),
                base.limits()));
        assertEquals(1, answer.settings().size(), answer.settings().toString());
        assertEquals(0, answer.changed().allocations().getFirst().fills());
        assertTrue(answer.resimulated().allocations().getFirst().fills() > 0);
        addsUp(answer.changed());
    }
}
