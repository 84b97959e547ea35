package io.reprise.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.AssetClass;
import io.reprise.codecs.ExecType;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.portfolio.Costs;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random commands and events give the very reports of the plain twin; now and then the venue is reborn from its state. */
class VenueTwinTest {
    private static final int SEEDS = 100;
    private static final int STEPS = 400;
    private static final long BPS = 100_000_000L;
    private static final List<Instrument> INSTRUMENTS = List.of(
            new Instrument(0, "A.X", AssetClass.CRYPTO, Script.at8("0.05"), Script.at8("0.01"), "USD", false, true),
            new Instrument(1, "B.X", AssetClass.EQUITY, Script.at8("0.5"), Script.at8("0.25"), "USD", false, true),
            new Instrument(2, "C.X", AssetClass.COMMODITY, Script.at8("0.03"), Script.at8("1"), "USD", true, false));

    private final Set<ExecType> seenTypes = EnumSet.noneOf(ExecType.class);
    private final Set<VenueReason> seenReasons = EnumSet.noneOf(VenueReason.class);

    private SplittableRandom random;
    private VenueSettings settings;
    private SimulatedVenue venue;
    private NaiveVenue twin;
    private RecordingSink sink;
    private long nowNs;
    private long eventNo;
    private int compared;

    @Test
    void reportsWhatTheTwinReports() {
        for (int seed = 0; seed < SEEDS; seed++) {
            play(seed);
        }
        Set<ExecType> unseenTypes = EnumSet.complementOf(EnumSet.copyOf(seenTypes));
        assertEquals(EnumSet.of(ExecType.REPLACED, ExecType.NULL_VAL), unseenTypes);
        // what is answered for a venue that cannot be reached has its own test, VenueFaultsTest
        assertEquals(
                EnumSet.of(VenueReason.UNSUPPORTED, VenueReason.NOT_SENT, VenueReason.ABANDONED, VenueReason.SPLIT),
                EnumSet.complementOf(EnumSet.range(VenueReason.TIME_UP, VenueReason.SELF_TRADE)).stream()
                        .filter(reason -> !seenReasons.contains(reason))
                        .collect(Collectors.toSet()));
    }

    private void play(int seed) {
        random = new SplittableRandom(seed);
        Costs costs = random.nextInt(4) == 0
                ? Costs.NONE
                : new Costs(random.nextInt(30) * BPS / 2, random.nextInt(20) * BPS / 2, random.nextInt(20) * BPS);
        settings = new VenueSettings(
                random.nextInt(6),
                costs,
                random.nextInt(5) == 0,
                random.nextInt(3) == 0,
                1 + random.nextInt(12),
                STEPS,
                VenueRules.DEFAULT);
        venue = new SimulatedVenue(INSTRUMENTS.toArray(Instrument[]::new), settings);
        twin = new NaiveVenue(INSTRUMENTS, settings);
        sink = new RecordingSink();
        nowNs = 1_000;
        eventNo = 0;
        compared = 0;
        for (int step = 0; step < STEPS; step++) {
            step();
            compare("seed " + seed + " step " + step);
        }
        venue.expireAll(nowNs, sink);
        twin.expireAll(nowNs);
        compare("seed " + seed + " end");
        assertEquals(0, venue.workingCount());
        assertEquals(Long.MAX_VALUE, venue.nextArrivalNs());
    }

    private void compare(String where) {
        List<Report> mine = sink.reports.subList(compared, sink.reports.size());
        assertEquals(twin.reports.subList(Math.min(compared, twin.reports.size()), twin.reports.size()), mine, where);
        for (Report report : mine) {
            seenTypes.add(report.execType());
            seenReasons.add(report.reason());
        }
        compared = sink.reports.size();
    }

    private void step() {
        nowNs += random.nextInt(4);
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> send(order());
            case 3 -> send(Command.cancel(nowNs, random.nextInt(3), random.nextLong(60)));
            case 4, 5, 6 -> trade();
            case 7 -> bar();
            default -> {
                if (random.nextInt(8) == 0) {
                    rebirth();
                }
            }
        }
    }

    private void rebirth() {
        StateLongs state = StateLongs.of(venue);
        venue = new SimulatedVenue(INSTRUMENTS.toArray(Instrument[]::new), settings);
        venue.loadState(state);
        assertTrue(state.isReadWhole());
        assertEquals(state.values, StateLongs.of(venue).values);
    }

    private void send(Command command) {
        command.sendTo(venue);
        twin.send(command);
    }

    private Command order() {
        int instrumentId = random.nextInt(50) == 0 ? random.nextInt(-1, 9) : random.nextInt(INSTRUMENTS.size());
        OrderType type =
                List.of(OrderType.MARKET, OrderType.LIMIT, OrderType.STOP).get(random.nextInt(3));
        return new Command(
                nowNs,
                OrderAction.NEW,
                instrumentId,
                random.nextLong(60),
                random.nextInt(60) == 0 ? Side.NONE : random.nextBoolean() ? Side.BUY : Side.SELL,
                random.nextInt(30) == 0 ? BigDecimal.valueOf(random.nextInt(-1, 3), 8) : qty(),
                type,
                List.of(TimeInForce.GTC, TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK)
                        .get(random.nextInt(4)),
                random.nextInt(40) == 0 ? null : px(instrumentId));
    }

    private void trade() {
        int instrumentId = random.nextInt(INSTRUMENTS.size());
        arrive();
        eventNo++;
        // Now and then a trade is older than what has arrived: then those orders are not in time.
        long tsEventNs = nowNs - (random.nextInt(5) == 0 ? random.nextInt(4) : 0);
        BigDecimal px = px(instrumentId);
        BigDecimal qty = offer();
        if (venue.hasWorking(instrumentId)) {
            venue.onTrade(instrumentId, tsEventNs, Command.at8(px), Command.at8(qty), eventNo, sink);
        }
        twin.onMarket(new NaiveVenue.Market(false, instrumentId, tsEventNs, tsEventNs, px, px, px, qty, eventNo));
    }

    private void bar() {
        int instrumentId = random.nextInt(INSTRUMENTS.size());
        arrive();
        eventNo++;
        long startNs = nowNs - 1 - random.nextInt(8);
        BigDecimal open = px(instrumentId);
        BigDecimal close = px(instrumentId);
        BigDecimal high = open.max(close).max(px(instrumentId));
        BigDecimal low = open.min(close).min(px(instrumentId));
        BigDecimal qty = random.nextInt(5) == 0 ? BigDecimal.ONE.negate() : offer();
        if (venue.hasWorking(instrumentId)) {
            venue.onBar(
                    instrumentId,
                    startNs,
                    nowNs,
                    Command.at8(open),
                    Command.at8(high),
                    Command.at8(low),
                    Command.at8(close),
                    Command.at8(qty),
                    eventNo,
                    sink);
        }
        twin.onMarket(new NaiveVenue.Market(true, instrumentId, startNs, nowNs, open, high, low, qty, eventNo));
    }

    private void arrive() {
        while (venue.nextArrivalNs() <= nowNs) {
            venue.arriveNext(sink);
        }
        twin.arriveUntil(nowNs);
    }

    /** Few prices, so that touches are common; some off the tick, some of the third instrument at or below 0. */
    private BigDecimal px(int instrumentId) {
        BigDecimal step = BigDecimal.valueOf(25L * random.nextInt(12), 3);
        return step.add(instrumentId == 2 ? BigDecimal.valueOf(-1, 1) : BigDecimal.valueOf(99));
    }

    private BigDecimal qty() {
        return BigDecimal.valueOf(25L * (1 + random.nextInt(random.nextBoolean() ? 4 : 20)), 2)
                .setScale(random.nextBoolean() ? 0 : 2, RoundingMode.UP);
    }

    private BigDecimal offer() {
        return BigDecimal.valueOf(random.nextInt(random.nextBoolean() ? 1_000 : 5_000), 3);
    }
}
