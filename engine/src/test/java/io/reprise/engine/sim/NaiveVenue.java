package io.reprise.engine.sim;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.Liquidity;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The venue once more, plainly: lists and decimals, straight from rules 12 to 18. The twin of {@link SimulatedVenue}. */
final class NaiveVenue {
    final List<Report> reports = new ArrayList<>();

    private final List<Instrument> instruments;
    private final VenueSettings settings;
    private final List<Command> inFlight = new ArrayList<>();
    private final List<Order> book = new ArrayList<>();
    private long accepted;

    private static final class Order {
        Command command;
        long arrivalNs;
        long venueOrderId;
        BigDecimal leaves;
        boolean triggered;
        boolean resting;

        boolean isBuy() {
            return command.side() == Side.BUY;
        }

        boolean isInBook() {
            return command.type() != OrderType.STOP || triggered;
        }
    }

    /** A trade ({@code bar} false: one price, {@code startNs} its time) or a bar. */
    record Market(
            boolean bar,
            int instrumentId,
            long startNs,
            long endNs,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal qty,
            long eventNo) {}

    NaiveVenue(List<Instrument> instruments, VenueSettings settings) {
        this.instruments = instruments;
        this.settings = settings;
    }

    void send(Command command) {
        inFlight.add(command);
    }

    void arriveUntil(long ns) {
        while (!inFlight.isEmpty() && inFlight.getFirst().tsInitNs() + settings.latencyNs() <= ns) {
            arrive(inFlight.removeFirst());
        }
    }

    private void arrive(Command command) {
        long ns = command.tsInitNs() + settings.latencyNs();
        Order known = book.stream()
                .filter(order -> order.command.orderId() == command.orderId())
                .findFirst()
                .orElse(null);
        if (command.action() == OrderAction.REPLACE) {
            answer(command, ns, ExecType.CANCEL_REJECTED, VenueReason.UNSUPPORTED);
        } else if (command.action() == OrderAction.CANCEL) {
            if (known == null) {
                answer(command, ns, ExecType.CANCEL_REJECTED, VenueReason.UNKNOWN_ORDER);
            } else {
                book.remove(known);
                report(known, ns, ExecType.CANCELED, BigDecimal.ZERO, BigDecimal.ZERO, 0, VenueReason.REQUESTED);
            }
        } else {
            VenueReason refusal = refusal(command, known);
            if (refusal == VenueReason.NONE) {
                accept(command, ns);
            } else {
                answer(command, ns, ExecType.REJECTED, refusal);
            }
        }
    }

    private VenueReason refusal(Command command, Order known) {
        if (command.instrumentId() < 0 || command.instrumentId() >= instruments.size()) {
            return VenueReason.UNKNOWN_INSTRUMENT;
        }
        if (command.side() == Side.NONE) {
            return VenueReason.MALFORMED;
        }
        Instrument instrument = instruments.get(command.instrumentId());
        if (command.qty().signum() <= 0) {
            return VenueReason.BAD_QTY;
        }
        if (command.qty().remainder(decimal(instrument.lotQty())).signum() != 0) {
            return VenueReason.OFF_LOT;
        }
        if (command.type() != OrderType.MARKET
                && (command.px() == null || (command.px().signum() <= 0 && !instrument.nonPositivePx()))) {
            return VenueReason.BAD_PX;
        }
        if (known != null) {
            return VenueReason.DUPLICATE_ORDER;
        }
        return book.size() == settings.ordersMax() ? VenueReason.VENUE_FULL : VenueReason.NONE;
    }

    private void accept(Command command, long ns) {
        Order arriving = new Order();
        arriving.command = command;
        arriving.arrivalNs = ns;
        arriving.venueOrderId = ++accepted;
        arriving.leaves = at8(command.qty());
        report(arriving, ns, ExecType.ACCEPTED, BigDecimal.ZERO, arriving.leaves, 0, VenueReason.NONE);
        if (arriving.isInBook()) {
            for (Order order : List.copyOf(book)) {
                boolean opposite = order.command.instrumentId() == command.instrumentId()
                        && order.isInBook()
                        && order.isBuy() != arriving.isBuy();
                BigDecimal qty = order.leaves.min(arriving.leaves);
                if (opposite && qty.signum() > 0) {
                    for (Order each : List.of(order, arriving)) {
                        each.leaves = each.leaves.subtract(qty);
                        report(each, ns, ExecType.DECREMENTED, qty, each.leaves, 0, VenueReason.NONE);
                    }
                }
            }
        }
        book.add(arriving);
        book.removeIf(order -> order.leaves.signum() == 0);
    }

    void onMarket(Market market) {
        Instrument instrument = instruments.get(market.instrumentId());
        BigDecimal left;
        if (settings.unlimitedLiquidity() || market.qty().signum() < 0 || !instrument.hasVolume()) {
            left = null;
        } else {
            BigDecimal lot = decimal(instrument.lotQty());
            left = market.qty().divideToIntegralValue(lot).multiply(lot);
        }
        for (Order order : List.copyOf(book)) {
            boolean inTime = market.bar() ? market.endNs() > order.arrivalNs : market.startNs() >= order.arrivalNs;
            if (order.command.instrumentId() == market.instrumentId() && inTime) {
                BigDecimal filled = match(order, market, instrument, left == null ? order.leaves : left);
                left = left == null ? null : left.subtract(filled);
            }
        }
        book.removeIf(order -> order.leaves.signum() == 0);
    }

    private BigDecimal match(Order order, Market market, Instrument instrument, BigDecimal offered) {
        boolean buy = order.isBuy();
        BigDecimal px = order.command.px();
        if (order.command.type() == OrderType.MARKET || (order.command.type() == OrderType.STOP && order.triggered)) {
            return take(order, market, offered, takePx(market.open(), buy, instrument));
        }
        if (order.command.type() == OrderType.STOP) {
            boolean hit = buy ? market.high().compareTo(px) >= 0 : market.low().compareTo(px) <= 0;
            if (!hit) {
                return BigDecimal.ZERO;
            }
            order.triggered = true;
            long ns = Math.max(market.startNs(), order.arrivalNs);
            report(order, ns, ExecType.TRIGGERED, BigDecimal.ZERO, order.leaves, market.eventNo(), VenueReason.NONE);
            BigDecimal base = !market.bar() ? market.open() : buy ? px.max(market.open()) : px.min(market.open());
            return take(order, market, offered, takePx(base, buy, instrument));
        }
        if (!order.resting) {
            order.resting = true;
            if (isThrough(market.open(), px, buy)) {
                BigDecimal taken = takePx(market.open(), buy, instrument);
                return take(order, market, offered, buy ? taken.min(px) : taken.max(px));
            }
            if (order.command.timeInForce() != TimeInForce.GTC) {
                return take(order, market, BigDecimal.ZERO, px);
            }
            if (!market.bar()) {
                return BigDecimal.ZERO;
            }
        }
        BigDecimal extreme = buy ? market.low() : market.high();
        if (isThrough(extreme, px, buy) || (settings.optimistic() && extreme.compareTo(px) == 0)) {
            return fill(order, market, offered.min(order.leaves), px, Liquidity.MAKER);
        }
        return BigDecimal.ZERO;
    }

    private BigDecimal take(Order order, Market market, BigDecimal offered, BigDecimal px) {
        TimeInForce timeInForce = order.command.timeInForce();
        boolean refused = timeInForce == TimeInForce.FOK && offered.compareTo(order.leaves) < 0;
        BigDecimal qty = refused ? BigDecimal.ZERO : offered.min(order.leaves);
        fill(order, market, qty, px, Liquidity.TAKER);
        if (timeInForce != TimeInForce.GTC && order.leaves.signum() > 0) {
            order.leaves = at8(BigDecimal.ZERO);
            VenueReason reason = timeInForce == TimeInForce.FOK ? VenueReason.FOK_UNFILLED : VenueReason.IOC_REST;
            long ns = Math.max(market.startNs(), order.arrivalNs);
            report(order, ns, ExecType.CANCELED, BigDecimal.ZERO, BigDecimal.ZERO, market.eventNo(), reason);
        }
        return qty;
    }

    private BigDecimal fill(Order order, Market market, BigDecimal qty, BigDecimal px, Liquidity liquidity) {
        if (qty.signum() > 0) {
            order.leaves = order.leaves.subtract(qty);
            long rateE12 = liquidity == Liquidity.MAKER
                    ? settings.costs().makerFeeE12()
                    : settings.costs().takerFeeE12();
            BigDecimal notional = px.multiply(qty).setScale(8, RoundingMode.HALF_EVEN);
            BigDecimal fee = notional.multiply(BigDecimal.valueOf(rateE12, 12)).setScale(8, RoundingMode.HALF_EVEN);
            reports.add(new Report(
                    ExecType.TRADE,
                    Math.max(market.startNs(), order.arrivalNs),
                    order.command.instrumentId(),
                    Command.STRATEGY_ID,
                    order.command.orderId(),
                    order.venueOrderId,
                    order.command.side(),
                    at8(px),
                    at8(qty),
                    at8(order.leaves),
                    fee,
                    liquidity,
                    Command.causeSeq(order.command.orderId(), OrderAction.NEW),
                    market.eventNo(),
                    VenueReason.NONE,
                    null));
        }
        return qty;
    }

    private BigDecimal takePx(BigDecimal px, boolean buy, Instrument instrument) {
        BigDecimal tick = decimal(instrument.tickPx());
        BigDecimal slip = px.multiply(BigDecimal.valueOf(settings.costs().slippageE12(), 12));
        BigDecimal moved = buy ? px.add(slip) : px.subtract(slip);
        return moved.divide(tick, 0, buy ? RoundingMode.CEILING : RoundingMode.FLOOR)
                .multiply(tick)
                .max(tick);
    }

    private static boolean isThrough(BigDecimal px, BigDecimal limit, boolean buy) {
        return buy ? px.compareTo(limit) < 0 : px.compareTo(limit) > 0;
    }

    void expireAll(long ns) {
        for (Order order : book) {
            report(order, ns, ExecType.EXPIRED, BigDecimal.ZERO, BigDecimal.ZERO, 0, VenueReason.END_OF_DATA);
        }
        for (Command command : inFlight) {
            if (command.action() == OrderAction.NEW) {
                answer(command, ns, ExecType.EXPIRED, VenueReason.END_OF_DATA);
            }
        }
        book.clear();
        inFlight.clear();
    }

    private void report(
            Order order,
            long ns,
            ExecType execType,
            BigDecimal lastQty,
            BigDecimal leaves,
            long eventNo,
            VenueReason reason) {
        reports.add(new Report(
                execType,
                ns,
                order.command.instrumentId(),
                Command.STRATEGY_ID,
                order.command.orderId(),
                order.venueOrderId,
                order.command.side(),
                null,
                at8(lastQty),
                at8(leaves),
                at8(BigDecimal.ZERO),
                Liquidity.NONE,
                Command.causeSeq(order.command.orderId(), OrderAction.NEW),
                eventNo,
                reason,
                null));
    }

    private void answer(Command command, long ns, ExecType execType, VenueReason reason) {
        BigDecimal zero = at8(BigDecimal.ZERO);
        reports.add(new Report(
                execType,
                ns,
                command.instrumentId(),
                Command.STRATEGY_ID,
                command.orderId(),
                -1,
                command.side(),
                null,
                zero,
                zero,
                zero,
                Liquidity.NONE,
                Command.causeSeq(command.orderId(), command.action()),
                0,
                reason,
                null));
    }

    private static BigDecimal decimal(long value) {
        return BigDecimal.valueOf(value, 8);
    }

    private static BigDecimal at8(BigDecimal value) {
        return value.setScale(8);
    }
}
