package io.reprise.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.ExecType;
import io.reprise.engine.portfolio.Costs;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fees, impact and latency, worked by hand. Tick 0.05, lot 0.01. */
class VenueModelsTest {
    private static final Costs BPS_10 = new Costs(1_000_000_000, 1_000_000_000, 0);
    private static final long MS = 1_000_000;

    private static VenueSettings settings(String key, String text) {
        return VenueSettings.of(0, BPS_10, false, false).with(VenueRules.DEFAULT.with(key, text));
    }

    private static String fills(VenueSettings settings, String... lines) {
        return Script.play(settings, List.of(lines)).stream()
                .filter(report -> report.execType() == ExecType.TRADE)
                .map(report -> Report.plain(report.lastQty()) + "@" + Report.plain(report.lastPx()) + " fee "
                        + Report.plain(report.fee()))
                .collect(Collectors.joining("; "));
    }

    @Test
    void chargesAShareOnceTheMinimumOfTheOrder() {
        // 100 * 0.005 = 0.5, below the minimum of 1; 300 * 0.005 = 1.5: the second fill is charged what is missing
        assertEquals(
                "100@10 fee 1; 200@10 fee 0.5",
                fills(
                        settings("fee", "share:0.005,min=1,cap=0.01"),
                        "0 send 1 buy 300 market gtc",
                        "1 trade 10 100",
                        "2 trade 10 500"));
    }

    @Test
    void chargesAShareNoMoreThanTheCap() {
        // minimum 1, but 1 % of a notional of 20 is 0.2
        assertEquals(
                "2@10 fee 0.2",
                fills(settings("fee", "share:0.005,min=1,cap=0.01"), "0 send 1 buy 2 market gtc", "1 trade 10 100"));
    }

    @Test
    void chargesByTheVolumeOfThirtyDays() {
        // 10 bps until 1000 have traded; then 5 bps, and a maker gets 1 bp; day 31 has forgotten day 0
        String day31 = Long.toString(31 * 86_400_000_000_000L);
        assertEquals(
                "100@10 fee 1; 100@10 fee 0.5; 100@10 fee -0.1; 100@10 fee 1",
                fills(
                        settings("fee", "tiers:0=10/8,1000=5/-1"),
                        "0 send 1 buy 200 market gtc",
                        "1 trade 10 100",
                        "2 trade 10 100",
                        "2 send 2 buy 100 limit 10 gtc",
                        "3 trade 10 100",
                        "4 trade 9.95 100",
                        "4 send 3 buy 100 market gtc",
                        day31 + " trade 10 100"));
    }

    @Test
    void movesThePriceByTheSquareOfTheShare() {
        // half of what is offered: 0.1 * 0.25 = 2.5 % of 100
        assertEquals(
                "5@102.5 fee 0.5125",
                fills(settings("impact", "volume-share:0.1"), "0 send 1 buy 5 market gtc", "1 trade 100 10"));
        assertEquals(
                "5@97.5 fee 0.4875",
                fills(settings("impact", "volume-share:0.1"), "0 send 1 sell 5 market gtc", "1 trade 100 10"));
    }

    @Test
    void movesThePriceByTheRootOfTheQuantity() {
        // 4 of 400 a day: the root of a hundredth is a tenth; 1 * 0.02 * 0.1 = 0.2 % of 100
        assertEquals(
                "4@100.2 fee 0.4008",
                fills(
                        settings("impact", "sqrt:1,volatility=0.02,volume=400"),
                        "0 send 1 buy 4 market gtc",
                        "1 trade 100 10"));
    }

    @Test
    void anOrderTravelsAsItsSeedSaysAndOvertakesNone() {
        VenueSettings settings = settings("latency", "quantiles:1/2/10,seed=7");
        List<Report> reports = Script.play(
                settings,
                List.of(
                        "0 send 1 buy 1 market gtc",
                        "0 send 2 buy 1 market gtc",
                        "0 send 3 buy 1 market gtc",
                        "99000000 trade 100 9"));
        List<Long> arrivals = reports.stream()
                .filter(report -> report.execType() == ExecType.ACCEPTED)
                .map(Report::tsEventNs)
                .toList();
        assertEquals(3, arrivals.size());
        assertEquals(arrivals.stream().sorted().toList(), arrivals);
        assertTrue(arrivals.getFirst() >= MS && arrivals.getLast() <= 10 * MS, arrivals.toString());
    }

    @Test
    void drawsEvenlyBetweenTheQuantiles() {
        Latency latency = Latency.parse("quantiles:0/10/30,seed=3");
        int below = 0;
        long sum = 0;
        int draws = 100_000;
        for (int id = 0; id < draws; id++) {
            long ns = latency.ns(id, 1);
            assertTrue(ns >= 0 && ns <= 30 * MS, "drawn " + ns);
            below += ns < 10 * MS ? 1 : 0;
            sum += ns;
        }
        // half lies below the median; the mean is that of two even parts, 5 and 20 ms: 12.5 ms
        assertEquals(0.5, below / (double) draws, 0.01);
        assertEquals(12.5 * MS, sum / (double) draws, 0.1 * MS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    stp      | cancel-oldest
                    intrabar | adaptive
                    session  | Mon-Fri 14:30-21:00
                    emulate  | stop,trailing-stop,lists
                    fee      | share:0.005,min=1,cap=0.01
                    fee      | tiers:0=10/8,1000000=8/-0.5
                    impact   | volume-share:0.1
                    impact   | sqrt:1,volatility=0.02,volume=1000000
                    latency  | quantiles:0.5/1/2.25/20,seed=42
                    queue-model | risk-averse
                    queue-model | log
                    queue-model | power:2.5
                    """)
    void saysWhatItRead(String key, String text) {
        assertEquals(Map.of(key, text), VenueRules.DEFAULT.with(key, text).texts());
    }

    @Test
    void theUsualSaysNothing() {
        assertEquals(Map.of(), VenueRules.DEFAULT.texts());
        assertEquals(
                Map.of(),
                VenueRules.DEFAULT
                        .with("stp", "cancel-both")
                        .with("stp", "decrement")
                        .texts());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    stp      | both
                    intrabar | high-first
                    session  | Mon
                    emulate  | limit
                    emulate  | iceberg
                    fee      | share:x
                    fee      | tiers:5=1/1
                    impact   | sqrt:1
                    latency  | quantiles:5/1,seed=1
                    latency  | quantiles:1/5
                    queue-model | power:0
                    queue-model | fifo
                    colour   | red
                    """)
    void refusesInOneSentence(String key, String text) {
        String said = assertThrows(IllegalArgumentException.class, () -> VenueRules.DEFAULT.with(key, text))
                .getMessage();
        assertTrue(said.length() > 10 && !said.contains("\n"), said);
    }
}
