package io.reprise.engine.sim;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.LinkKind;
import io.reprise.codecs.Liquidity;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.order.ExecFlags;
import io.reprise.engine.time.Times;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The venue once more, plainly: lists and decimals, straight from rules 12 to 18 and docs/orders.md. The twin of {@link SimulatedVenue}. */
final class NaiveVenue extends NaiveLists {
    private final List<Instrument> instruments;
    private final NaiveRefusals refusals;
    private final List<Command> inFlight = new ArrayList<>();
    private final Map<Integer, BigDecimal> positions = new HashMap<>();
    private long accepted;
    /** What is left of what the event offers; null is no end of it. */
    private BigDecimal offered;

    NaiveVenue(List<Instrument> instruments, VenueSettings settings) {
        super(settings);
        this.instruments = instruments;
        refusals = new NaiveRefusals(this, instruments, settings);
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
        if (command.instrumentId() >= 0 && command.instrumentId() < instruments.size()) {
            expire(command.instrumentId(), ns);
            clean();
        }
        NaiveOrder known = book.stream()
                .filter(order -> order.command.orderId() == command.orderId())
                .findFirst()
                .orElse(null);
        switch (command.action()) {
            case REPLACE -> replace(command, known, ns);
            case CANCEL -> {
                if (known == null) {
                    answer(command, ns, ExecType.CANCEL_REJECTED, VenueReason.UNKNOWN_ORDER);
                } else {
                    end(known, ns, 0, ExecType.CANCELED, VenueReason.REQUESTED, true);
                }
            }
            default -> {
                VenueReason refusal = refusals.refusal(command, known, ns);
                if (refusal == VenueReason.NONE) {
                    accept(command, ns);
                } else {
                    answer(command, ns, ExecType.REJECTED, refusal);
                }
            }
        }
        clean();
    }

    private void clean() {
        book.removeIf(order -> !order.isLive());
    }

    private void replace(Command command, NaiveOrder order, long ns) {
        VenueReason refusal = order == null ? VenueReason.TOO_LATE : refusals.replaceRefusal(command, order);
        if (refusal != VenueReason.NONE) {
            answer(command, ns, ExecType.CANCEL_REJECTED, refusal);
            return;
        }
        BigDecimal done = order.qty.subtract(order.leaves);
        BigDecimal qty = command.qty().signum() == 0 ? order.qty : at8(command.qty());
        boolean hasLimit = order.type.name().contains("LIMIT") && order.type != OrderType.MARKET_TO_LIMIT;
        BigDecimal limit = hasLimit && command.limitPx() != null ? at8(command.limitPx()) : order.limitPx;
        BigDecimal stop = waits(order.type) && command.stopPx() != null ? at8(command.stopPx()) : order.stopPx;
        boolean keeps = qty.compareTo(order.qty) <= 0
                && Objects.equals(limit, order.limitPx)
                && Objects.equals(stop, order.stopPx);
        order.qty = qty;
        order.leaves = qty.subtract(done);
        order.shown = order.shown.min(order.leaves);
        order.limitPx = limit;
        order.stopPx = stop;
        if (!keeps) {
            order.arrivalNs = ns;
            order.resting = false;
            book.remove(order);
            book.add(order);
        }
        report(order, ns, ExecType.REPLACED, BigDecimal.ZERO, order.leaves, 0, VenueReason.NONE);
        if (!keeps && order.isInBook() && settings.rules().selfTrade() != SelfTrade.DECREMENT) {
            prevent(order, ns);
        }
    }

    BigDecimal reducible(int instrumentId, Side side) {
        BigDecimal held = positions.getOrDefault(instrumentId, BigDecimal.ZERO);
        return (side == Side.BUY ? held.negate() : held).max(BigDecimal.ZERO);
    }

    private void accept(Command command, long ns) {
        NaiveOrder arriving = new NaiveOrder();
        arriving.command = command;
        arriving.type = command.type();
        arriving.limitPx = command.limitPx() == null ? null : at8(command.limitPx());
        arriving.stopPx = command.stopPx() == null ? null : at8(command.stopPx());
        arriving.arrivalNs = ns;
        long dayEndNs = (Math.floorDiv(ns, Times.DAY_NS) + 1) * Times.DAY_NS;
        arriving.dueNs = switch (command.timeInForce()) {
            case GTD -> command.terms().untilNs();
            case DAY, AT_THE_CLOSE -> dayEndNs;
            case AT_THE_OPEN -> ns % Times.DAY_NS == 0 ? ns : dayEndNs;
            default -> Long.MAX_VALUE;
        };
        arriving.venueOrderId = ++accepted;
        arriving.qty = at8(command.qty());
        arriving.leaves = arriving.qty;
        arriving.link = command.terms().link();
        arriving.shown = command.terms().display() == null
                ? at8(BigDecimal.ZERO)
                : at8(command.terms().display());
        report(arriving, ns, ExecType.ACCEPTED, BigDecimal.ZERO, arriving.leaves, 0, VenueReason.NONE);
        book.add(arriving);
        if (!arriving.isInBook()) {
            return;
        }
        if (settings.rules().selfTrade() != SelfTrade.DECREMENT) {
            prevent(arriving, ns);
            return;
        }
        for (NaiveOrder order : List.copyOf(book)) {
            if (isOpposite(order, arriving) && order.arrivalNs <= ns && order.isInBook() && arriving.isLive()) {
                BigDecimal qty = order.open().min(arriving.open());
                for (NaiveOrder each : List.of(order, arriving)) {
                    each.leaves = each.leaves.subtract(qty);
                    each.shown = each.shown.min(each.leaves);
                    report(each, ns, ExecType.DECREMENTED, qty, each.leaves, 0, VenueReason.NONE);
                }
                List<NaiveOrder> done = Stream.of(order, arriving)
                        .filter(each -> !each.isLive())
                        .toList();
                done.forEach(each -> ended(each, ns, 0, true));
            }
        }
    }

    private static boolean isOpposite(NaiveOrder order, NaiveOrder other) {
        return order.command.instrumentId() == other.command.instrumentId() && order.isBuy() != other.isBuy();
    }

    private void prevent(NaiveOrder arriving, long ns) {
        SelfTrade mode = settings.rules().selfTrade();
        boolean hasMet = false;
        for (NaiveOrder order : List.copyOf(book)) {
            if (!isOpposite(order, arriving) || order.arrivalNs > ns || !order.isInBook()) {
                continue;
            }
            boolean limits = order.type == OrderType.LIMIT && arriving.type == OrderType.LIMIT;
            NaiveOrder buy = order.isBuy() ? order : arriving;
            NaiveOrder sell = order.isBuy() ? arriving : order;
            if (!limits || buy.limitPx.compareTo(sell.limitPx) >= 0) {
                hasMet = true;
                if (mode != SelfTrade.CANCEL_NEWEST) {
                    end(order, ns, 0, ExecType.CANCELED, VenueReason.SELF_TRADE, true);
                }
            }
        }
        if (hasMet && mode != SelfTrade.CANCEL_OLDEST && arriving.isLive()) {
            end(arriving, ns, 0, ExecType.CANCELED, VenueReason.SELF_TRADE, true);
        }
    }

    private void expire(int instrumentId, long ns) {
        for (NaiveOrder order : List.copyOf(book)) {
            if (order.command.instrumentId() == instrumentId && order.isLive() && order.stays() && order.dueNs <= ns) {
                end(order, order.dueNs, 0, ExecType.EXPIRED, VenueReason.TIME_UP, true);
            }
        }
    }

    void onMarket(Market market) {
        Instrument instrument = instruments.get(market.instrumentId());
        current = market;
        expire(market.instrumentId(), market.startNs());
        if (settings.unlimitedLiquidity() || market.qty().signum() < 0 || !instrument.hasVolume()) {
            offered = null;
        } else {
            BigDecimal lot = decimal(instrument.lotQty());
            offered = market.qty().divideToIntegralValue(lot).multiply(lot);
        }
        for (Market leg : path(market)) {
            pass++;
            boolean phases = market.bar() && book.stream().anyMatch(order -> order.link != LinkKind.NONE);
            for (int phase = phases ? 0 : -1; phase < (phases ? 4 : 0); phase++) {
                walk(leg, instrument, phase);
            }
        }
        if (market.bar()) {
            expire(market.instrumentId(), market.endNs());
        }
        clean();
    }

    private List<Market> path(Market bar) {
        Intrabar path = settings.rules().intrabar();
        if (!bar.bar() || path == Intrabar.PESSIMISTIC) {
            return List.of(bar);
        }
        int nearer = bar.high().subtract(bar.open()).compareTo(bar.open().subtract(bar.low()));
        boolean high = path == Intrabar.OHLC
                || path == Intrabar.ADAPTIVE
                        && (nearer < 0 || nearer == 0 && bar.close().compareTo(bar.open()) < 0);
        BigDecimal first = high ? bar.high() : bar.low();
        BigDecimal second = high ? bar.low() : bar.high();
        return List.of(
                bar.leg(bar.open(), first, true, false),
                bar.leg(first, second, false, false),
                bar.leg(second, bar.close(), false, true));
    }

    private void walk(Market market, Instrument instrument, int phase) {
        List<NaiveOrder> queue = new ArrayList<>(book);
        for (int i = 0; i < queue.size(); i++) {
            NaiveOrder order = queue.get(i);
            boolean inTime = market.bar() ? market.endNs() > order.arrivalNs : market.startNs() >= order.arrivalNs;
            if (order.command.instrumentId() != market.instrumentId()
                    || !inTime
                    || order.open().signum() <= 0
                    || !takesPart(order, phase)) {
                continue;
            }
            order.passSeen = pass;
            match(order, market, instrument);
            BigDecimal display = order.command.terms().display();
            if (display != null && order.shown.signum() == 0 && order.isLive()) {
                order.shown = at8(display).min(order.leaves);
                order.passSeen = 0;
                book.remove(order);
                book.add(order);
                queue.add(order);
            }
        }
    }

    private boolean takesPart(NaiveOrder order, int phase) {
        boolean isNew = order.passReleased == pass;
        return switch (phase) {
            case -1 -> !isNew;
            case 0 -> order.passSeen != pass && !isNew && order.link != LinkKind.NONE && order.isStop();
            case 1 -> order.passSeen != pass && !isNew;
            case 2 -> order.passSeen != pass && isNew && order.isStop();
            default -> order.passSeen != pass && isNew && order.releasedAtOpen;
        };
    }

    private void match(NaiveOrder order, Market market, Instrument instrument) {
        boolean buy = order.isBuy();
        if (order.has(ExecFlags.REDUCE_ONLY)
                && reducible(market.instrumentId(), order.command.side()).signum() == 0) {
            endNow(order, market, VenueReason.REDUCE_ONLY);
            return;
        }
        if (order.isAuction()) {
            auction(order, market, instrument);
            return;
        }
        switch (order.type) {
            case MARKET -> take(order, market, market.open(), instrument);
            case LIMIT -> matchLimit(order, market, instrument);
            case MARKET_TO_LIMIT -> {
                take(order, market, market.open(), instrument);
                if (order.cum.signum() > 0 && order.isLive()) {
                    order.type = OrderType.LIMIT;
                    order.limitPx = at8(takePx(market.open(), buy, instrument));
                    order.resting = true;
                    long ns = Math.max(market.startNs(), order.arrivalNs);
                    report(
                            order,
                            ns,
                            ExecType.REPLACED,
                            BigDecimal.ZERO,
                            order.leaves,
                            market.eventNo(),
                            VenueReason.NONE);
                }
            }
            default -> matchWaiting(order, market, instrument);
        }
    }

    private void matchWaiting(NaiveOrder order, Market market, Instrument instrument) {
        boolean buy = order.isBuy();
        boolean trails = order.type.name().startsWith("TRAILING");
        if (trails && order.stopPx == null) {
            order.stopPx = trail(order, market.open(), instrument);
        }
        boolean up = order.isStop() == buy; // the price that it waits for is above
        boolean hit =
                up ? market.high().compareTo(order.stopPx) >= 0 : market.low().compareTo(order.stopPx) <= 0;
        if (hit) {
            BigDecimal px = up ? order.stopPx.max(market.open()) : order.stopPx.min(market.open());
            trigger(order, market, px, instrument);
        } else if (trails) {
            BigDecimal moved = trail(order, buy ? market.low() : market.high(), instrument);
            BigDecimal stop = buy ? moved.min(order.stopPx) : moved.max(order.stopPx);
            order.limitPx = order.limitPx == null ? null : order.limitPx.add(stop.subtract(order.stopPx));
            order.stopPx = stop;
        }
    }

    private BigDecimal trail(NaiveOrder order, BigDecimal px, Instrument instrument) {
        BigDecimal offset = order.command.terms().trail();
        if (order.has(ExecFlags.TRAIL_PERCENT)) {
            offset = px.abs().multiply(offset).setScale(8, RoundingMode.CEILING);
        }
        BigDecimal tick = decimal(instrument.tickPx());
        BigDecimal ticks = order.isBuy()
                ? px.add(offset).divide(tick, 0, RoundingMode.CEILING)
                : px.subtract(offset).divide(tick, 0, RoundingMode.FLOOR);
        return at8((instrument.nonPositivePx() ? ticks : ticks.max(BigDecimal.ONE)).multiply(tick));
    }

    private void trigger(NaiveOrder order, Market market, BigDecimal px, Instrument instrument) {
        long ns = Math.max(market.startNs(), order.arrivalNs);
        report(order, ns, ExecType.TRIGGERED, BigDecimal.ZERO, order.leaves, market.eventNo(), VenueReason.NONE);
        boolean emulated = settings.rules().emulated().contains(order.type);
        boolean limit = order.type.name().contains("LIMIT");
        order.type = limit ? OrderType.LIMIT : OrderType.MARKET;
        if (emulated) {
            order.arrivalNs = ns + settings.latencyNs();
            return;
        }
        order.resting = true;
        if (!limit || isThrough(px, order.limitPx, order.isBuy())) {
            take(order, market, px, instrument);
        } else if (!order.stays()) {
            endRest(order, market);
        }
    }

    private void matchLimit(NaiveOrder order, Market market, Instrument instrument) {
        boolean buy = order.isBuy();
        if (!order.resting) {
            order.resting = true;
            if (isThrough(market.open(), order.limitPx, buy)) {
                if (order.has(ExecFlags.POST_ONLY)) {
                    endNow(order, market, VenueReason.POST_ONLY);
                } else {
                    take(order, market, market.open(), instrument);
                }
                return;
            }
            if (!order.stays()) {
                endRest(order, market);
                return;
            }
            if (!market.bar()) {
                return;
            }
        } else if (!order.stays()) {
            endRest(order, market);
            return;
        }
        BigDecimal extreme = buy ? market.low() : market.high();
        if (isThrough(extreme, order.limitPx, buy)
                || (settings.optimistic() && extreme.compareTo(order.limitPx) == 0)) {
            boolean iceberg = order.command.terms().display() != null;
            BigDecimal qty = available(iceberg ? wanted(order).min(order.shown) : wanted(order));
            order.shown = iceberg ? order.shown.subtract(qty) : order.shown;
            fill(order, market, qty, order.limitPx, Liquidity.MAKER, false);
        }
    }

    private BigDecimal wanted(NaiveOrder order) {
        BigDecimal open = order.open();
        return order.has(ExecFlags.REDUCE_ONLY)
                ? open.min(reducible(order.command.instrumentId(), order.command.side()))
                : open;
    }

    private BigDecimal available(BigDecimal qty) {
        return offered == null ? qty : qty.min(offered);
    }

    private void auction(NaiveOrder order, Market market, Instrument instrument) {
        Market at = market;
        BigDecimal px = market.open();
        if (order.command.timeInForce() == TimeInForce.AT_THE_OPEN) {
            boolean reached = market.bar() ? market.endNs() > order.dueNs : market.startNs() >= order.dueNs;
            if (!reached || !market.opens()) {
                return;
            }
        } else if (market.startNs() < order.dueNs) {
            if (!market.bar() || !market.closes() || market.endNs() < order.dueNs) {
                return;
            }
            px = market.close();
            at = market.at(order.dueNs);
        } else if (!market.opens()) {
            return;
        }
        boolean buy = order.isBuy();
        Market before = current;
        current = at;
        boolean willing = order.type == OrderType.MARKET
                || (buy ? px.compareTo(order.limitPx) <= 0 : px.compareTo(order.limitPx) >= 0);
        if (willing) {
            fill(
                    order,
                    at,
                    available(wanted(order)),
                    limited(order, takePx(px, buy, instrument)),
                    Liquidity.TAKER,
                    false);
        }
        if (order.isLive()) {
            endNow(order, at, VenueReason.AUCTION_REST);
        }
        current = before;
    }

    private static BigDecimal limited(NaiveOrder order, BigDecimal px) {
        return order.type != OrderType.LIMIT ? px : order.isBuy() ? px.min(order.limitPx) : px.max(order.limitPx);
    }

    private void take(NaiveOrder order, Market market, BigDecimal px, Instrument instrument) {
        BigDecimal qty = available(wanted(order));
        if (order.command.timeInForce() == TimeInForce.FOK && qty.compareTo(order.leaves) < 0) {
            qty = BigDecimal.ZERO;
        }
        BigDecimal at = limited(order, takePx(px, order.isBuy(), instrument));
        fill(order, market, qty, at, Liquidity.TAKER, px.compareTo(market.open()) == 0);
        order.shown = order.shown.min(order.leaves);
        if (order.isLive() && !order.stays()) {
            endRest(order, market);
        }
    }

    private void endRest(NaiveOrder order, Market market) {
        boolean fok = order.command.timeInForce() == TimeInForce.FOK;
        endNow(order, market, fok ? VenueReason.FOK_UNFILLED : VenueReason.IOC_REST);
    }

    private void endNow(NaiveOrder order, Market market, VenueReason reason) {
        long ns = Math.max(market.startNs(), order.arrivalNs);
        end(order, ns, market.eventNo(), ExecType.CANCELED, reason, true);
    }

    private void fill(
            NaiveOrder order, Market market, BigDecimal qty, BigDecimal px, Liquidity liquidity, boolean atOpen) {
        if (qty.signum() <= 0) {
            return;
        }
        offered = offered == null ? null : offered.subtract(qty);
        order.leaves = order.leaves.subtract(qty);
        order.cum = order.cum.add(qty);
        positions.merge(market.instrumentId(), order.isBuy() ? qty : qty.negate(), BigDecimal::add);
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
        traded(order, market, qty, atOpen);
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
        for (NaiveOrder order : book) {
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
}
