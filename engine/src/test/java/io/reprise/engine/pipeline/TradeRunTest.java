package io.reprise.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.TradeEncoder;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.portfolio.AccountMarker;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Trades taken as a run leave every stage as trades taken one by one do. */
final class TradeRunTest {
    private static final int SEEDS = 400;
    private static final int TRADES = 120;
    private static final int STRIDE = MessageHeaderEncoder.ENCODED_LENGTH + TradeEncoder.BLOCK_LENGTH;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long CASH = 100_000 * Fixed.ONE;
    private static final int OTHER = 3;

    private final UnsafeBuffer frames = new UnsafeBuffer(new byte[TRADES * STRIDE]);
    private final Event[] events = new Event[TRADES];

    private record Event(int instrument, long tsEventNs, long tsInitNs, long px, long qty) {}

    @Test
    void gathersWhatStaysWithinAndNoMore() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            write(random);
            int from = random.nextInt(TRADES);
            long untilInit = random.nextInt(3) == 0 ? Long.MAX_VALUE : random.nextLong(MINUTE_NS);
            long untilEvent = random.nextInt(3) == 0 ? Long.MAX_VALUE : random.nextLong(MINUTE_NS);
            long loPx = random.nextLong(50, 100) * Fixed.ONE;
            long hiPx = random.nextLong(100, 150) * Fixed.ONE;
            TradeRun run = new TradeRun();
            run.within(untilInit, untilEvent);
            run.withinPrices(loPx, hiPx);
            int count = run.gather(frames, from * STRIDE, TRADES * STRIDE, 0);
            int naive = from;
            long low = Long.MAX_VALUE;
            long high = Long.MIN_VALUE;
            long volume = 0;
            while (naive < TRADES && fits(events[naive], events[from], untilInit, untilEvent, loPx, hiPx)) {
                low = Math.min(low, events[naive].px);
                high = Math.max(high, events[naive].px);
                volume += events[naive].qty;
                naive++;
            }
            String what = "seed " + seed;
            assertEquals(naive - from, count, what);
            if (count > 0) {
                Event last = events[naive - 1];
                assertEquals(low, run.lowPx(), what);
                assertEquals(high, run.highPx(), what);
                assertEquals(volume, run.volume(), what);
                assertEquals(last.px, run.lastPx(), what);
                assertEquals(last.qty, run.lastQty(), what);
                assertEquals(last.tsEventNs, run.lastTsEventNs(), what);
                assertEquals(last.tsInitNs, run.lastTsInitNs(), what);
                assertEquals(events[from].tsInitNs, run.firstTsInitNs(), what);
                assertEquals((naive - 1) * STRIDE, run.lastOffset(), what);
                assertEquals(naive * STRIDE, run.end(), what);
            }
        }
    }

    private static boolean fits(Event event, Event first, long untilInit, long untilEvent, long loPx, long hiPx) {
        return event.instrument == first.instrument
                && event.tsInitNs < untilInit
                && event.tsEventNs < untilEvent
                && event.px >= loPx
                && event.px <= hiPx;
    }

    @Test
    void leavesBarsAndAccountsAsOneByOne() {
        long runs = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            write(random);
            BarSeries single = new BarSeries(0, BarSpec.parse("1m"));
            BarSeries whole = new BarSeries(0, BarSpec.parse("1m"));
            AccountMarker singleMarker = new AccountMarker(new Account(CASH, OTHER + 1));
            AccountMarker wholeMarker = new AccountMarker(new Account(CASH, OTHER + 1));
            TradeRun run = new TradeRun();
            int at = 0;
            while (at < TRADES) {
                if (random.nextInt(20) == 0) {
                    fill(random, events[at], singleMarker, wholeMarker);
                }
                int count = gather(run, at, whole, wholeMarker.account());
                runs += count > 1 ? 1 : 0;
                for (int i = at; i < at + Math.max(1, count); i++) {
                    take(events[i], single, singleMarker);
                }
                if (count == 0) {
                    take(events[at], whole, wholeMarker);
                } else {
                    whole.onTrades(
                            run.firstTsInitNs(),
                            run.lastTsInitNs(),
                            run.lowPx(),
                            run.highPx(),
                            run.lastPx(),
                            run.volume(),
                            run.count());
                    wholeMarker.onQuietEvents(0, run.lastPx(), run.count());
                }
                at += Math.max(1, count);
                assertEquals(
                        digest(single, singleMarker), digest(whole, wholeMarker), "seed " + seed + ", trade " + at);
            }
        }
        assertTrue(runs > SEEDS, "only " + runs + " runs of more than one trade");
    }

    private int gather(TradeRun run, int at, BarSeries series, Account account) {
        if (events[at].instrument != 0 || !series.isOpen() || account.isUnmarked()) {
            return 0;
        }
        run.within(series.endNs(), Long.MAX_VALUE);
        run.withinPrices(account.quietLoPx(0), account.quietHiPx(0));
        return run.gather(frames, at * STRIDE, TRADES * STRIDE, 0);
    }

    private static void take(Event event, BarSeries series, AccountMarker marker) {
        if (event.instrument == 0) {
            series.onTrade(event.tsEventNs, event.tsInitNs, event.px, event.qty);
        }
        marker.onMarketEvent(event.instrument, event.px);
    }

    private static void fill(SplittableRandom random, Event event, AccountMarker... markers) {
        boolean buy = random.nextBoolean();
        long qty = random.nextLong(1, 20) * Fixed.ONE;
        for (AccountMarker marker : markers) {
            marker.onFill(event.instrument, buy, event.px, qty, Fixed.ONE / 10, marker.marketEvents());
        }
    }

    private static String digest(BarSeries series, AccountMarker marker) {
        StateDigest digest = new StateDigest();
        series.saveState(digest);
        marker.saveState(digest);
        return digest.hex();
    }

    /** Mostly trades of instrument 0 within one minute, prices on few levels, so that equal ones are common. */
    private void write(SplittableRandom random) {
        TradeEncoder encoder = new TradeEncoder();
        MessageHeaderEncoder header = new MessageHeaderEncoder();
        long ts = 0;
        long px = 100;
        for (int i = 0; i < TRADES; i++) {
            ts = Math.min(MINUTE_NS - 1, ts + random.nextLong(MINUTE_NS / TRADES));
            px = Math.clamp(px + random.nextLong(-3, 4), 50, 150);
            int instrument = random.nextInt(15) == 0 ? OTHER : 0;
            events[i] = new Event(instrument, ts, ts, px * Fixed.ONE, random.nextLong(1, 9) * Fixed.ONE);
            encoder.wrapAndApplyHeader(frames, i * STRIDE, header)
                    .seq(i + 1)
                    .tsEventNs(ts)
                    .tsInitNs(ts)
                    .instrumentId(instrument)
                    .px(events[i].px)
                    .qty(events[i].qty);
        }
    }
}
