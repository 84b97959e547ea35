package io.reprise.research.reference;

import java.time.LocalDate;

/**
 * The end of a listing.
 *
 * @param id permanent
 * @param lastDay of trading
 * @param knownReturn from the last close to what a holder got, a fraction; null where it is not known
 * @param reason in a few words
 */
public record Delisting(String id, LocalDate lastDay, Double knownReturn, String reason) {
    /** Mean return of delistings for performance, T. Shumway, The Delisting Bias in CRSP Data, Journal of Finance 52 (1997). */
    public static final double RETURN_DEFAULT = -0.30;

    public Delisting {
        if (knownReturn != null && !(knownReturn >= -1)) {
            throw new IllegalArgumentException("a return cannot be below -1: " + knownReturn);
        }
    }

    /** What counts: what is known, else the setting. */
    public double lastReturn(double setting) {
        return knownReturn == null ? setting : knownReturn;
    }
}
