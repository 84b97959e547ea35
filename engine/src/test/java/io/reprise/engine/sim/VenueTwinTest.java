package io.reprise.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.AssetClass;
import io.reprise.codecs.ExecType;
import io.reprise.codecs.LinkKind;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.order.ExecFlags;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.order.OrderRules;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.time.Times;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random commands and events give the very reports of the plain twin; now and then the venue is reborn from its state. */
class VenueTwinTest {
    /** More by {@code -Dreprise.twin.seeds}. */
    private static final int SEEDS = Integer.getInteger("reprise.twin.seeds", 150);

    private static final int STEPS = 400;
    private static final List<OrderType> TYPES = Arrays.stream(OrderType.values())
            .filter(type -> type != OrderType.NULL_VAL)
            .toList();
    private static final List<TimeInForce> TIMES = List.of(
            TimeInForce.GTC,
            TimeInForce.GTC,
            TimeInForce.IOC,
            TimeInForce.FOK,
            TimeInForce.GTD,
            TimeInForce.DAY,
            TimeInForce.AT_THE_OPEN,
            TimeInForce.AT_THE_CLOSE);
    private static final List<LinkKind> LINKS =
            List.of(LinkKind.OCO, LinkKind.OUO, LinkKind.OTO, LinkKind.OTO_OCO, LinkKind.OTO_OUO);
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
    /** What is left of each order, by the venue's own number. */
    private final Map<Long, BigDecimal> leaves = new HashMap<>();

    private long nextId;
    private long commands;

    @Test
    void reportsWhatTheTwinReports() {
        for (int seed = 0; seed < SEEDS; seed++) {
            play(seed);
        }
        assertTrue(commands > SEEDS * STEPS / 3, "commands " + commands);
        Set<ExecType> unseenTypes = EnumSet.complementOf(EnumSet.copyOf(seenTypes));
        assertEquals(EnumSet.of(ExecType.NULL_VAL), unseenTypes);
        // what is answered for a venue that cannot be reached has its own test, VenueFaultsTest; books are in
        // FillTableTest
        assertEquals(
                EnumSet.of(
                        VenueReason.UNSUPPORTED,
                        VenueReason.NOT_SENT,
                        VenueReason.ABANDONED,
                        VenueReason.SPLIT,
                        VenueReason.DELISTED,
                        VenueReason.BOOK_TAKEN,
                        VenueReason.BOOK_CAME,
                        VenueReason.QUEUE,
                        VenueReason.THROUGH),
                EnumSet.complementOf(EnumSet.copyOf(seenReasons)));
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
                rules());
        venue = new SimulatedVenue(INSTRUMENTS.toArray(Instrument[]::new), settings);
        twin = new NaiveVenue(INSTRUMENTS, settings);
        sink = new RecordingSink();
        nowNs = seed % 3 == 0 ? Times.DAY_NS - 300 : 1_000;
        eventNo = 0;
        compared = 0;
        nextId = 60;
        leaves.clear();
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

    /** What was accepted is what traded, canceled out, was taken back, and is left; nothing is left below 0. */
    private void conserve(String where, List<Report> reports) {
        for (Report report : reports) {
            assertTrue(report.leavesQty().signum() >= 0, where + " " + report);
            BigDecimal left = leaves.get(report.venueOrderId());
            switch (report.execType()) {
                case ACCEPTED, REPLACED -> leaves.put(report.venueOrderId(), report.leavesQty());
                case TRADE, DECREMENTED -> {
                    assertEquals(left.subtract(report.lastQty()), report.leavesQty(), where + " " + report);
                    leaves.put(report.venueOrderId(), report.leavesQty());
                }
                case CANCELED, EXPIRED -> leaves.remove(report.venueOrderId());
                default -> {}
            }
        }
    }

    private VenueRules rules() {
        return random.nextInt(3) == 0
                ? VenueRules.DEFAULT
                : VenueRules.DEFAULT
                        .with(
                                "stp",
                                List.of("decrement", "cancel-newest", "cancel-oldest", "cancel-both")
                                        .get(random.nextInt(4)))
                        .with(
                                "intrabar",
                                List.of("pessimistic", "ohlc", "olhc", "adaptive")
                                        .get(random.nextInt(4)))
                        .with(
                                "emulate",
                                List.of("none", "none", "stop,limit-if-touched,trailing-stop", "lists")
                                        .get(random.nextInt(4)));
    }

    private void compare(String where) {
        List<Report> mine = sink.reports.subList(compared, sink.reports.size());
        List<Report> others = twin.reports.subList(Math.min(compared, twin.reports.size()), twin.reports.size());
        for (int i = 0; i < Math.max(mine.size(), others.size()); i++) {
            assertEquals(i < others.size() ? others.get(i) : null, i < mine.size() ? mine.get(i) : null, where);
        }
        for (Report report : mine) {
            seenTypes.add(report.execType());
            seenReasons.add(report.reason());
        }
        compared = sink.reports.size();
        assertEquals(twin.book.size(), venue.workingCount(), where + " after " + mine);
        assertTrue(twin.book.stream().allMatch(order -> order.leaves.compareTo(order.qty) <= 0), where);
        conserve(where, mine);
    }

    private void step() {
        nowNs += random.nextInt(4);
        switch (random.nextInt(9)) {
            case 0, 1 -> send(order());
            case 2 -> {
                if (random.nextBoolean()) {
                    send(order());
                } else {
                    list();
                }
            }
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

    /** An entry, or a first order, and two that are linked to it. */
    private void list() {
        int instrumentId = random.nextInt(INSTRUMENTS.size());
        LinkKind kind = LINKS.get(random.nextInt(LINKS.size()));
        boolean isChild = OrderRules.isChild(kind);
        long first = nextId;
        Side entry = random.nextBoolean() ? Side.BUY : Side.SELL;
        Side exit = entry == Side.BUY ? Side.SELL : Side.BUY;
        BigDecimal qty = qty();
        for (int i = 0; i < 3; i++) {
            Terms terms = Terms.NONE;
            if (i > 0 || !isChild) {
                int flags = isChild && random.nextBoolean() ? ExecFlags.REDUCE_ONLY : 0;
                terms = new Terms(null, OrderIntent.NULL_TIME, null, null, flags, kind, first);
            }
            OrderType type = i == 1 ? OrderType.STOP : random.nextInt(3) == 0 ? OrderType.MARKET : OrderType.LIMIT;
            send(new Command(
                    nowNs,
                    OrderAction.NEW,
                    instrumentId,
                    nextId++,
                    isChild && i > 0 ? exit : entry,
                    qty,
                    type,
                    TimeInForce.GTC,
                    px(instrumentId),
                    terms));
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
        commands++;
        command.sendTo(venue);
        twin.send(command);
    }

    private Command order() {
        int instrumentId = random.nextInt(50) == 0 ? random.nextInt(-1, 9) : random.nextInt(INSTRUMENTS.size());
        OrderType type = TYPES.get(random.nextInt(random.nextBoolean() ? 3 : TYPES.size()));
        TimeInForce timeInForce = TIMES.get(random.nextInt(random.nextBoolean() ? 4 : TIMES.size()));
        OrderAction action = random.nextInt(12) == 0 ? OrderAction.REPLACE : OrderAction.NEW;
        long orderId = random.nextInt(3) == 0 ? random.nextLong(60) : nextId++;
        return new Command(
                nowNs,
                action,
                instrumentId,
                orderId,
                random.nextInt(60) == 0 ? Side.NONE : random.nextBoolean() ? Side.BUY : Side.SELL,
                random.nextInt(30) == 0 ? BigDecimal.valueOf(random.nextInt(-1, 3), 8) : qty(),
                type,
                timeInForce,
                random.nextInt(40) == 0 ? null : px(instrumentId),
                terms(type, timeInForce, instrumentId, orderId));
    }

    /** What the type needs, now and then not; beside it now and then an instruction, a shown part or a link. */
    private Terms terms(OrderType type, TimeInForce timeInForce, int instrumentId, long orderId) {
        boolean hasLimit = type.name().endsWith("_LIMIT") || type == OrderType.LIMIT_IF_TOUCHED;
        boolean trails = type.name().startsWith("TRAILING");
        int flags = (random.nextInt(12) == 0 ? ExecFlags.POST_ONLY : 0)
                | (random.nextInt(8) == 0 ? ExecFlags.REDUCE_ONLY : 0)
                | (trails && random.nextBoolean() ? ExecFlags.TRAIL_PERCENT : 0);
        BigDecimal trail = BigDecimal.valueOf(random.nextInt(4) * (flags >= ExecFlags.TRAIL_PERCENT ? 1 : 100), 3);
        LinkKind link = random.nextInt(3) == 0 ? LINKS.get(random.nextInt(LINKS.size())) : LinkKind.NONE;
        return new Terms(
                hasLimit && random.nextInt(30) != 0 ? px(instrumentId) : null,
                timeInForce == TimeInForce.GTD ? nowNs + random.nextInt(60) : OrderIntent.NULL_TIME,
                trails ? trail : null,
                random.nextInt(6) == 0 ? BigDecimal.valueOf(random.nextInt(5)) : null,
                flags,
                link,
                link == LinkKind.NONE ? 0 : Math.max(0, orderId - random.nextInt(4)));
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
        twin.onMarket(new NaiveVenue.Market(
                false, instrumentId, tsEventNs, tsEventNs, px, px, px, px, qty, eventNo, true, true));
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
        twin.onMarket(new NaiveVenue.Market(
                true, instrumentId, startNs, nowNs, open, high, low, close, qty, eventNo, true, true));
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
