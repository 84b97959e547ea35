package io.reprise.engine.sim;

import io.reprise.codecs.OrderType;
import io.reprise.engine.domain.SessionHours;
import io.reprise.engine.order.OrderRules;
import java.util.Objects;
import java.util.Set;

/**
 * How the simulated venue treats orders, where it may be treated in several ways.
 *
 * @param selfTrade what becomes of our orders that would meet each other
 * @param intrabar path of the prices in a bar
 * @param sessionHours of {@link SessionHours}: when DAY orders end, at-the-open and at-the-close orders trade
 * @param emulated order types that wait in the engine, and reach the venue after their trigger by another latency
 * @param emulatesLists whether linked orders are looked after by the engine: what a fill releases arrives by another latency
 */
public record VenueRules(
        SelfTrade selfTrade, Intrabar intrabar, long sessionHours, Set<OrderType> emulated, boolean emulatesLists) {
    /** What a run has that says nothing: the session is the UTC day. */
    public static final VenueRules DEFAULT =
            new VenueRules(SelfTrade.DECREMENT, Intrabar.PESSIMISTIC, SessionHours.ALWAYS, Set.of(), false);

    public VenueRules {
        Objects.requireNonNull(selfTrade, "selfTrade");
        Objects.requireNonNull(intrabar, "intrabar");
        emulated = Set.copyOf(emulated);
        if (!SessionHours.isSound(sessionHours)) {
            throw new IllegalArgumentException("the session has no hours");
        }
        for (OrderType type : emulated) {
            if (!OrderRules.waits(type)) {
                throw new IllegalArgumentException(
                        type + " cannot be emulated: only what waits for a price can wait in the engine");
            }
        }
    }

    /** A bit for each order type that is emulated. */
    int emulatedBits() {
        int bits = 0;
        for (OrderType type : emulated) {
            bits |= 1 << type.value();
        }
        return bits;
    }
}
