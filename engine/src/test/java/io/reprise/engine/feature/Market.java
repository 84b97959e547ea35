package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.fixed.Fixed;
import java.util.List;
import java.util.Random;

/**
 * Whatever a feature may read around a series of bars, drawn from a seed and the bar's place alone: trades and quotes inside
 * the bar, funding every third, and a bar of another instrument at the same end. Now and then one is missing.
 */
final class Market {
    private final long seed;
    private final List<Bar> bars;
    private final List<Bar> others;

    Market(long seed, List<Bar> bars) {
        this.seed = seed;
        this.bars = bars;
        this.others = TestBars.walk(seed + 1_000, bars.size());
    }

    static long seedOf(Market market) {
        return market.seed;
    }

    List<Bar> bars() {
        return bars;
    }

    /** What takes it all. */
    interface Taker {
        void quote(long tsNs, long bidPx, long bidQty, long askPx, long askQty);

        void trade(long tsNs, long px, long qty, int aggressor);

        void funding(long tsNs, long rateE12);

        void other(Bar bar);

        void bar(Bar bar);
    }

    static Taker of(Feature feature) {
        return new Taker() {
            @Override
            public void quote(long tsNs, long bidPx, long bidQty, long askPx, long askQty) {
                feature.onQuote(tsNs, bidPx, bidQty, askPx, askQty);
            }

            @Override
            public void trade(long tsNs, long px, long qty, int aggressor) {
                feature.onTrade(tsNs, px, qty, aggressor);
            }

            @Override
            public void funding(long tsNs, long rateE12) {
                feature.onFunding(tsNs, rateE12);
            }

            @Override
            public void other(Bar bar) {
                feature.onOtherBar(bar);
            }

            @Override
            public void bar(Bar bar) {
                feature.onBar(bar);
            }
        };
    }

    static Taker of(BarSeries series) {
        return new Taker() {
            @Override
            public void quote(long tsNs, long bidPx, long bidQty, long askPx, long askQty) {
                series.readQuote(tsNs, bidPx, bidQty, askPx, askQty);
            }

            @Override
            public void trade(long tsNs, long px, long qty, int aggressor) {
                series.readTrade(tsNs, px, qty, aggressor);
            }

            @Override
            public void funding(long tsNs, long rateE12) {
                series.readFunding(tsNs, rateE12);
            }

            @Override
            public void other(Bar bar) {
                for (int i = 0; i < series.featureCount(); i++) {
                    series.readOtherBar(i, bar);
                }
            }

            @Override
            public void bar(Bar bar) {
                series.onBar(bar);
            }
        };
    }

    void feed(int from, int to, Taker taker) {
        for (int i = from; i < to; i++) {
            feed(i, 1, 1, taker);
        }
    }

    /** One bar with prices times by / dividedBy and quantities by the inverse, rounded half-even. */
    void feed(int index, long by, long dividedBy, Taker taker) {
        Bar bar = bars.get(index);
        Random random = new Random(seed * 1_000_003 + index);
        long stepNs = (bar.endNs() - bar.startNs()) / 16;
        long span = bar.highPx() - bar.lowPx();
        long tick = Math.max(1, bar.closePx() / 5_000);
        for (int i = 1; i <= 12; i++) {
            long tsNs = bar.endNs() - (16 - i) * stepNs / 1_000;
            long px = bar.lowPx() + (span == 0 ? 0 : random.nextLong(span + 1));
            if (random.nextInt(3) > 0) {
                long bid = Math.max(1, px - random.nextLong(tick));
                long ask = px + random.nextLong(tick);
                taker.quote(
                        tsNs,
                        Fixed.mulDivHalfEven(bid, by, dividedBy),
                        Fixed.mulDivHalfEven(300_000_000L * (1 + random.nextInt(900)), dividedBy, by),
                        Fixed.mulDivHalfEven(ask, by, dividedBy),
                        Fixed.mulDivHalfEven(300_000_000L * (1 + random.nextInt(900)), dividedBy, by));
            }
            if (index % 40 != 39) {
                long qty = 100_000L * (1 + random.nextInt(50_000));
                taker.trade(
                        tsNs,
                        Fixed.mulDivHalfEven(px, by, dividedBy),
                        Fixed.mulDivHalfEven(qty, dividedBy, by),
                        random.nextInt(4) == 0 ? 0 : random.nextInt(3) - 1);
            }
        }
        if (index % 3 == 0) {
            taker.funding(bar.endNs() - stepNs, random.nextLong(2_000_000_000L) - 1_000_000_000L);
        }
        if (index % 25 != 24) {
            taker.other(new Bar()
                    .set(
                            1,
                            bar.startNs(),
                            bar.endNs(),
                            others.get(index).openPx(),
                            others.get(index).highPx(),
                            others.get(index).lowPx(),
                            others.get(index).closePx(),
                            others.get(index).volume(),
                            1));
        }
        taker.bar(scaled(bar, by, dividedBy));
    }

    static Bar scaled(Bar bar, long by, long dividedBy) {
        return new Bar()
                .set(
                        bar.instrumentId(),
                        bar.startNs(),
                        bar.endNs(),
                        Fixed.mulDivHalfEven(bar.openPx(), by, dividedBy),
                        Fixed.mulDivHalfEven(bar.highPx(), by, dividedBy),
                        Fixed.mulDivHalfEven(bar.lowPx(), by, dividedBy),
                        Fixed.mulDivHalfEven(bar.closePx(), by, dividedBy),
                        Fixed.mulDivHalfEven(bar.volume(), dividedBy, by),
                        bar.tradeCount());
    }
}
