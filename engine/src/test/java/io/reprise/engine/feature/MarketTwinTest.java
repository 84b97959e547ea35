package io.reprise.engine.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.domain.Bar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features of quotes, trades, funding and another instrument against their formulas over everything that came so far. */
final class MarketTwinTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private record Quote(double bid, double bidQty, double ask, double askQty) {}

    private record Print(double px, double qty, int source, Quote before) {}

    /** Everything that came, bar by bar. */
    private static final class Tape implements Market.Taker {
        private final List<List<Quote>> quotes = new ArrayList<>(List.of(new ArrayList<>()));
        private final List<List<Print>> prints = new ArrayList<>(List.of(new ArrayList<>()));
        private final List<Bar> bars = new ArrayList<>();
        private final List<Bar> others = new ArrayList<>();
        private Quote quote;
        private Bar other;

        @Override
        public void quote(long tsNs, long bidPx, long bidQty, long askPx, long askQty) {
            quote = new Quote(bidPx / 1e8, bidQty / 1e8, askPx / 1e8, askQty / 1e8);
            quotes.getLast().add(quote);
        }

        @Override
        public void trade(long tsNs, long px, long qty, int aggressor) {
            prints.getLast().add(new Print(px / 1e8, qty / 1e8, aggressor, quote));
        }

        @Override
        public void funding(long tsNs, long rateE12) {}

        @Override
        public void other(Bar bar) {
            other = bar;
        }

        @Override
        public void bar(Bar bar) {
            bars.add(bar);
            others.add(other);
            other = null;
            quotes.add(new ArrayList<>());
            prints.add(new ArrayList<>());
        }

        /** Signs of all trades, by bar, by Lee and Ready or by the tick rule alone. */
        private List<int[]> signs(boolean isTickRule) {
            List<int[]> signs = new ArrayList<>();
            double last = Double.NaN;
            int tick = 0;
            for (List<Print> ofBar : prints) {
                int[] some = new int[ofBar.size()];
                for (int i = 0; i < some.length; i++) {
                    Print print = ofBar.get(i);
                    tick = print.px > last ? 1 : print.px < last ? -1 : tick;
                    last = print.px;
                    double middle = print.before == null ? print.px : (print.before.bid + print.before.ask) / 2;
                    int side = Math.abs(print.px - middle) < 1e-9 ? tick : print.px > middle ? 1 : -1;
                    some[i] = isTickRule ? tick : print.source != 0 ? print.source : side;
                }
                signs.add(some);
            }
            return signs;
        }
    }

    private interface Expected {
        double at(Tape tape, int bar);
    }

    private static void agrees(String text, Expected expected) {
        for (long seed = 30; seed < 34; seed++) {
            Market market = new Market(seed, TestBars.walk(seed, 200));
            Feature feature = FeatureSpec.parse(text).create();
            Tape tape = new Tape();
            int compared = 0;
            for (int i = 0; i < 200; i++) {
                market.feed(i, 1, 1, Market.of(feature));
                market.feed(i, 1, 1, tape);
                double value = expected.at(tape, i);
                String where = text + " at bar " + i + ", seed " + seed;
                assertEquals(!Double.isNaN(value), feature.ready(), where);
                if (feature.ready()) {
                    assertEquals(value, feature.value(), 1e-8 * Math.abs(value) + 1e-9, where);
                    compared++;
                }
            }
            assertTrue(compared > 60, text + " had " + compared + " values");
        }
    }

    private static double last(Tape tape, int bar, java.util.function.ToDoubleFunction<Quote> value) {
        List<Quote> ofBar = tape.quotes.get(bar);
        return ofBar.isEmpty() ? Double.NaN : value.applyAsDouble(ofBar.getLast());
    }

    @Test
    void quotesAsTheyStandAtTheEndOfTheBar() {
        agrees("spread", (tape, bar) -> last(tape, bar, q -> (q.ask - q.bid) / ((q.ask + q.bid) / 2)));
        agrees("quote-imbalance", (tape, bar) -> last(tape, bar, q -> (q.bidQty - q.askQty) / (q.bidQty + q.askQty)));
        agrees(
                "microprice",
                (tape, bar) -> last(tape, bar, q -> (q.bid * q.askQty + q.ask * q.bidQty) / (q.bidQty + q.askQty)));
    }

    /** Cont, Kukanov and Stoikov, equation 10, over the quotes of the last n bars. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void orderFlowOfQuotes(int n) {
        agrees("order-flow-imbalance(" + n + ")", (tape, bar) -> {
            List<Quote> all = new ArrayList<>();
            int first = 0;
            for (int b = 0; b <= bar; b++) {
                first = b == bar - n + 1 ? all.size() : first;
                all.addAll(tape.quotes.get(b));
            }
            double sum = 0;
            for (int i = Math.max(first, 1); i < all.size(); i++) {
                Quote now = all.get(i);
                Quote then = all.get(i - 1);
                sum += (now.bid >= then.bid ? now.bidQty : 0) - (now.bid <= then.bid ? then.bidQty : 0);
                sum += (now.ask >= then.ask ? then.askQty : 0) - (now.ask <= then.ask ? now.askQty : 0);
            }
            return bar < n - 1 || tape.quotes.get(bar).isEmpty() ? Double.NaN : sum;
        });
    }

    private static double flow(Tape tape, int bar, int n, boolean isTickRule, boolean isByQty, boolean isShare) {
        if (bar < n - 1 || tape.prints.get(bar).isEmpty()) {
            return Double.NaN;
        }
        List<int[]> signs = tape.signs(isTickRule);
        double sum = 0;
        double all = 0;
        for (int b = bar - n + 1; b <= bar; b++) {
            for (int i = 0; i < signs.get(b).length; i++) {
                double weight = isByQty ? tape.prints.get(b).get(i).qty : 1;
                sum += signs.get(b)[i] * weight;
                all += weight;
            }
        }
        return isShare ? sum / all : sum;
    }

    @Test
    void whoTookInTrades() {
        agrees("tick-sign(2)", (tape, bar) -> flow(tape, bar, 2, true, false, true));
        agrees("trade-sign(1)", (tape, bar) -> flow(tape, bar, 1, false, false, true));
        agrees("signed-volume(5)", (tape, bar) -> flow(tape, bar, 5, false, true, false));
        agrees("trade-imbalance(5)", (tape, bar) -> flow(tape, bar, 5, false, true, true));
    }

    @Test
    void impactOfTrades() {
        agrees("kyle-lambda(10)", (tape, bar) -> {
            if (bar < 10 || tape.prints.get(bar).isEmpty()) {
                return Double.NaN;
            }
            double[] flows = new double[10];
            double[] changes = new double[10];
            for (int i = 0; i < 10; i++) {
                int b = bar - 9 + i;
                double flow = flow(tape, b, 1, false, true, false);
                flows[i] = Double.isNaN(flow) ? 0 : flow;
                changes[i] = (tape.bars.get(b).closePx() - tape.bars.get(b - 1).closePx()) / 1e8;
            }
            return Columns.codeviation(flows, changes) / Columns.codeviation(flows, flows);
        });
        agrees(
                "effective-spread",
                (tape, bar) -> tape.prints.get(bar).stream()
                        .filter(print -> print.before != null)
                        .mapToDouble(print -> {
                            double middle = (print.before.bid + print.before.ask) / 2;
                            return 2 * Math.abs(print.px - middle) / middle;
                        })
                        .average()
                        .orElse(Double.NaN));
    }

    /** Quantities of whole thousandths laid out one by one, cut into buckets. */
    @Test
    void bucketsOfEqualQuantity() {
        agrees("vpin(40,10)", (tape, bar) -> {
            List<int[]> signs = tape.signs(false);
            List<Double> imbalances = new ArrayList<>();
            double filled = 0;
            double signed = 0;
            for (int b = 0; b <= bar; b++) {
                for (int i = 0; i < signs.get(b).length; i++) {
                    double rest = tape.prints.get(b).get(i).qty;
                    while (rest > 1e-9) {
                        double part = Math.min(rest, 40 - filled);
                        filled += part;
                        signed += part * signs.get(b)[i];
                        rest -= part;
                        if (filled > 40 - 1e-9) {
                            imbalances.add(Math.abs(signed) / 40);
                            filled = 0;
                            signed = 0;
                        }
                    }
                }
            }
            int count = imbalances.size();
            return count < 10 || tape.prints.get(bar).isEmpty()
                    ? Double.NaN
                    : imbalances.subList(count - 10, count).stream()
                            .mapToDouble(v -> v)
                            .average()
                            .orElseThrow();
        });
    }

    /** Log returns between pairs of bars with the same end. */
    private static double[][] pairs(Tape tape, int bar, int n) {
        double[] own = new double[n];
        double[] other = new double[n];
        int at = n;
        for (int b = bar; b >= 0 && at > 0; b--) {
            if (tape.others.get(b) != null) {
                at--;
                own[at] = Math.log(tape.bars.get(b).closePx() / 1e8);
                other[at] = Math.log(tape.others.get(b).closePx() / 1e8);
            }
        }
        return at > 0 || tape.others.get(bar) == null ? null : new double[][] {own, other};
    }

    private static double[] returns(double[] logs) {
        double[] returns = new double[logs.length - 1];
        Arrays.setAll(returns, i -> logs[i + 1] - logs[i]);
        return returns;
    }

    @Test
    void twoInstruments() {
        agrees("correlation(20)", (tape, bar) -> {
            double[][] pairs = pairs(tape, bar, 21);
            if (pairs == null) {
                return Double.NaN;
            }
            double[] own = returns(pairs[0]);
            double[] other = returns(pairs[1]);
            return Columns.codeviation(own, other)
                    / Math.sqrt(Columns.codeviation(own, own) * Columns.codeviation(other, other));
        });
        agrees("beta(20)", (tape, bar) -> {
            double[][] pairs = pairs(tape, bar, 21);
            return pairs == null
                    ? Double.NaN
                    : Columns.codeviation(returns(pairs[0]), returns(pairs[1]))
                            / Columns.codeviation(returns(pairs[1]), returns(pairs[1]));
        });
        agrees("spread-zscore(20)", (tape, bar) -> {
            double[][] pairs = pairs(tape, bar, 20);
            if (pairs == null) {
                return Double.NaN;
            }
            double[] spread = new double[20];
            Arrays.setAll(spread, i -> pairs[0][i] - pairs[1][i]);
            return (spread[19] - Columns.meanOf(spread)) / Math.sqrt(Columns.codeviation(spread, spread) / 19);
        });
    }

    /** Whichever of two bars of one end comes first, the pair is the same; a split of either changes no value. */
    @Test
    void pairsTakeTheirBarsInEitherOrderAndSplitsOfBothSides() {
        for (String text : List.of("correlation(10)", "beta(10)", "spread-zscore(10)")) {
            Feature one = FeatureSpec.parse(text).create();
            Feature two = FeatureSpec.parse(text).create();
            List<Bar> own = TestBars.walk(1, 60);
            List<Bar> other = TestBars.walk(2, 60);
            for (int i = 0; i < 60; i++) {
                one.onBar(own.get(i));
                assertFalse(one.ready(), text + " before the other's bar " + i);
                one.onOtherBar(other.get(i));
                if (i == 30) {
                    two.rescale(1, 8);
                    two.rescaleOther(1, 4);
                }
                two.onOtherBar(i < 30 ? other.get(i) : Market.scaled(other.get(i), 4, 1));
                two.onBar(i < 30 ? own.get(i) : Market.scaled(own.get(i), 8, 1));
                assertEquals(one.ready(), two.ready());
                assertTrue(i < 10 || one.ready());
                assertEquals(one.value(), two.value(), 1e-9, text + " at bar " + i);
            }
        }
    }

    @Test
    void fundingRates() {
        Feature rate = FeatureSpec.parse("funding-rate").create();
        Feature sum = FeatureSpec.parse("funding-cumulated(3)").create();
        Random random = new Random(4);
        double[] rates = new double[20];
        for (int i = 0; i < rates.length; i++) {
            long rateE12 = random.nextLong(2_000_000_000L) - 1_000_000_000L;
            rates[i] = rateE12 / 1e12;
            for (Feature feature : List.of(rate, sum)) {
                feature.onFunding(i * 8 * 3_600 * SECOND_NS, rateE12);
                feature.onBar(bar(i * 8 * 3_600L + 60));
            }
            assertEquals(rates[i], rate.value());
            assertEquals(i >= 2, sum.ready());
            if (i >= 2) {
                assertEquals(rates[i] + rates[i - 1] + rates[i - 2], sum.value(), 1e-15);
            }
        }
    }

    private static Bar bar(long endSeconds) {
        return new Bar().set(0, (endSeconds - 60) * SECOND_NS, endSeconds * SECOND_NS, 100, 100, 100, 100, 1, 1);
    }

    /** Up to its tolerance a feature gives its value, beyond it none, and again once its input is there. */
    @Test
    void aStaleFeatureSaysSo() {
        for (FeatureDefinition definition : FeatureCatalog.all()) {
            if (definition.parameters().stream().noneMatch(p -> p.name().equals("tolerance"))) {
                continue;
            }
            List<Long> arguments = definition.parameters().stream()
                    .map(p -> p.name().equals("tolerance") ? 100L : p.min() == 0 ? 0 : Math.max(p.min(), 2))
                    .toList();
            Feature feature = new FeatureSpec(definition.name(), definition.version(), arguments).create();
            for (int i = 1; i <= 10; i++) {
                input(feature, 60L * i);
                feature.onBar(bar(60L * i));
            }
            String name = definition.id();
            assertTrue(feature.ready(), name);
            feature.onBar(bar(700));
            assertTrue(feature.ready(), name + " 100 s after its input");
            feature.onBar(bar(701));
            assertFalse(feature.ready(), name + " 101 s after its input");
            assertTrue(Double.isNaN(feature.value()), name);
            input(feature, 760);
            feature.onBar(bar(760));
            assertTrue(feature.ready(), name + " with a new input");
        }
    }

    private static void input(Feature feature, long seconds) {
        long tsNs = seconds * SECOND_NS;
        feature.onQuote(tsNs, 99 + seconds % 7, 1_000 + seconds, 101 + seconds % 7, 2_000);
        feature.onTrade(tsNs, 100 + seconds % 11, 1_000 + seconds % 13, 1);
        feature.onFunding(tsNs, seconds);
        feature.onOtherBar(bar(seconds));
    }
}
