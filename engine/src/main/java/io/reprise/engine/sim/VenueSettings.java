package io.reprise.engine.sim;

import io.reprise.engine.portfolio.Costs;
import java.util.Objects;

/**
 * How the simulated venue behaves.
 *
 * @param latencyNs from a command's cause to its arrival, at least 0
 * @param costs fees and slippage
 * @param unlimitedLiquidity whether every event fills an order whole (rule 15)
 * @param optimistic whether a resting limit order also fills on a trade at its limit (rule 17)
 * @param ordersMax most orders that work at one time; the next ones are rejected
 * @param inFlightMax most commands on their way at one time; one more is an error
 * @param rules how it treats orders
 */
public record VenueSettings(
        long latencyNs,
        Costs costs,
        boolean unlimitedLiquidity,
        boolean optimistic,
        int ordersMax,
        int inFlightMax,
        VenueRules rules) {
    /** Bound on both capacities; more would only hide a runaway strategy. */
    public static final int CAPACITY_MAX = 1 << 20;

    private static final int ORDERS_MAX_DEFAULT = 4_096;
    private static final int IN_FLIGHT_MAX_DEFAULT = 4_096;

    public VenueSettings {
        Objects.requireNonNull(costs, "costs");
        Objects.requireNonNull(rules, "rules");
        if (latencyNs < 0) {
            throw new IllegalArgumentException("latency of " + latencyNs + " ns is not allowed: it must be at least 0");
        }
        requireCapacity("working orders", ordersMax);
        requireCapacity("commands in flight", inFlightMax);
    }

    /** A venue with the default rules. */
    public VenueSettings(
            long latencyNs,
            Costs costs,
            boolean unlimitedLiquidity,
            boolean optimistic,
            int ordersMax,
            int inFlightMax) {
        this(latencyNs, costs, unlimitedLiquidity, optimistic, ordersMax, inFlightMax, VenueRules.DEFAULT);
    }

    /** A venue with the default rules and capacity. */
    public static VenueSettings of(long latencyNs, Costs costs, boolean unlimitedLiquidity, boolean optimistic) {
        return new VenueSettings(
                latencyNs, costs, unlimitedLiquidity, optimistic, ORDERS_MAX_DEFAULT, IN_FLIGHT_MAX_DEFAULT);
    }

    /** The same venue with other rules. */
    public VenueSettings with(VenueRules newRules) {
        return new VenueSettings(latencyNs, costs, unlimitedLiquidity, optimistic, ordersMax, inFlightMax, newRules);
    }

    private static void requireCapacity(String what, int value) {
        if (value < 1 || value > CAPACITY_MAX) {
            throw new IllegalArgumentException(
                    "capacity of " + value + " " + what + " is not allowed: it must be from 1 to " + CAPACITY_MAX);
        }
    }
}
