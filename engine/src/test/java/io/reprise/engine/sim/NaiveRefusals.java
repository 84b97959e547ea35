package io.reprise.engine.sim;

import io.reprise.codecs.LinkKind;
import io.reprise.codecs.Side;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.order.ExecFlags;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** What the {@link NaiveVenue} refuses, and why. */
final class NaiveRefusals {
    private final NaiveVenue venue;
    private final List<Instrument> instruments;
    private final VenueSettings settings;

    NaiveRefusals(NaiveVenue venue, List<Instrument> instruments, VenueSettings settings) {
        this.venue = venue;
        this.instruments = instruments;
        this.settings = settings;
    }

    VenueReason replaceRefusal(Command command, NaiveOrder order) {
        Instrument instrument = instruments.get(order.command.instrumentId());
        if (command.qty().signum() < 0) {
            return VenueReason.BAD_QTY;
        }
        if (isOffLot(command.qty(), instrument)) {
            return VenueReason.OFF_LOT;
        }
        for (BigDecimal px : Arrays.asList(command.limitPx(), command.stopPx())) {
            if (px != null && px.signum() <= 0 && !instrument.nonPositivePx()) {
                return VenueReason.BAD_PX;
            }
        }
        boolean isLess = command.qty().signum() != 0 && command.qty().compareTo(order.qty.subtract(order.leaves)) <= 0;
        return isLess ? VenueReason.TOO_LATE : VenueReason.NONE;
    }

    private static boolean isOffLot(BigDecimal qty, Instrument instrument) {
        return qty.remainder(NaiveLists.decimal(instrument.lotQty())).signum() != 0;
    }

    VenueReason refusal(Command command, NaiveOrder known, long ns) {
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
        if (isOffLot(command.qty(), instrument)) {
            return VenueReason.OFF_LOT;
        }
        String type = command.type().name();
        boolean needsStop = NaiveLists.waits(command.type()) && !type.equals("TRAILING_STOP");
        boolean needsLimit = type.contains("LIMIT") && !type.equals("MARKET_TO_LIMIT");
        if (needsStop && isNoPx(command.stopPx(), instrument) || needsLimit && isNoPx(command.limitPx(), instrument)) {
            return VenueReason.BAD_PX;
        }
        if (known != null) {
            return VenueReason.DUPLICATE_ORDER;
        }
        VenueReason terms = termsRefusal(command, instrument, ns);
        if (terms != VenueReason.NONE) {
            return terms;
        }
        return venue.book.size() == settings.ordersMax() ? VenueReason.VENUE_FULL : VenueReason.NONE;
    }

    private static boolean isNoPx(BigDecimal px, Instrument instrument) {
        return px == null || px.signum() <= 0 && !instrument.nonPositivePx();
    }

    private VenueReason termsRefusal(Command command, Instrument instrument, long ns) {
        Terms terms = command.terms();
        String type = command.type().name();
        String time = command.timeInForce().name();
        boolean auction = time.startsWith("AT_THE");
        boolean brief = time.equals("IOC") || time.equals("FOK");
        boolean special = terms.display() != null || (terms.flags() & ExecFlags.POST_ONLY) != 0;
        if (auction && !type.equals("MARKET") && !type.equals("LIMIT")
                || brief && type.equals("MARKET_TO_LIMIT")
                || special && (!type.equals("LIMIT") || auction || brief)
                || (terms.flags() & ExecFlags.TRAIL_PERCENT) != 0 && !type.startsWith("TRAILING")
                || auction && terms.link() != LinkKind.NONE) {
            return VenueReason.NOT_COMBINABLE;
        }
        if (time.equals("GTD") && terms.untilNs() <= ns) {
            return VenueReason.BAD_TIME;
        }
        boolean isFraction = (terms.flags() & ExecFlags.TRAIL_PERCENT) != 0;
        if (type.startsWith("TRAILING")
                && (terms.trail() == null
                        || terms.trail().signum() <= 0
                        || isFraction && terms.trail().compareTo(BigDecimal.ONE) >= 0)) {
            return VenueReason.BAD_TRAIL;
        }
        if (terms.display() != null
                && (terms.display().signum() <= 0
                        || terms.display().compareTo(command.qty()) >= 0
                        || isOffLot(terms.display(), instrument))) {
            return VenueReason.BAD_DISPLAY;
        }
        boolean child = terms.link().name().startsWith("OTO");
        if (terms.link() != LinkKind.NONE && (child || terms.listId() != command.orderId())) {
            boolean hasFirst = venue.book.stream()
                    .anyMatch(order -> order.command.orderId() == terms.listId()
                            && terms.listId() != command.orderId()
                            && order.listId() == order.command.orderId()
                            && order.link == (child ? LinkKind.NONE : terms.link())
                            && order.command.instrumentId() == command.instrumentId());
            if (!hasFirst) {
                return VenueReason.BAD_LIST;
            }
        }
        boolean reduces = (terms.flags() & ExecFlags.REDUCE_ONLY) != 0;
        return reduces
                        && !child
                        && venue.reducible(command.instrumentId(), command.side())
                                        .signum()
                                == 0
                ? VenueReason.REDUCE_ONLY
                : VenueReason.NONE;
    }
}
