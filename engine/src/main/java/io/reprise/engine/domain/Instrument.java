package io.reprise.engine.domain;

import io.reprise.codecs.AssetClass;
import java.util.Objects;

/**
 * What is traded, resolved once at the edge.
 *
 * @param id dense id, from 0
 * @param name symbol and venue, such as {@code BTC-USD.BITSTAMP}; at most {@value #NAME_MAX} ASCII characters
 * @param assetClass kind of asset
 * @param tickPx smallest price step, 1e-8, above 0
 * @param lotQty smallest quantity step, 1e-8, above 0
 * @param currency quote and settlement currency, at most 8 ASCII characters
 * @param nonPositivePx whether prices at or below 0 are real (oil in April 2020)
 * @param hasVolume whether the source's volumes are in units of the instrument
 */
public record Instrument(
        int id,
        String name,
        AssetClass assetClass,
        long tickPx,
        long lotQty,
        String currency,
        boolean nonPositivePx,
        boolean hasVolume) {
    public static final int NAME_MAX = 40;
    public static final int CURRENCY_MAX = 8;

    public Instrument {
        Objects.requireNonNull(assetClass, "assetClass");
        requireAscii("instrument name", name, NAME_MAX);
        requireAscii("currency", currency, CURRENCY_MAX);
        if (id < 0) {
            throw new IllegalArgumentException("instrument id " + id + " is below 0");
        }
        if (tickPx <= 0 || lotQty <= 0) {
            throw new IllegalArgumentException("tick and lot of " + name + " must be above 0");
        }
    }

    /** The same instrument with other increments. */
    public Instrument withIncrements(long newTickPx, long newLotQty) {
        return new Instrument(id, name, assetClass, newTickPx, newLotQty, currency, nonPositivePx, hasVolume);
    }

    /** The same instrument under another id. */
    public Instrument withId(int newId) {
        return new Instrument(newId, name, assetClass, tickPx, lotQty, currency, nonPositivePx, hasVolume);
    }

    private static void requireAscii(String what, String text, int max) {
        Objects.requireNonNull(text, what);
        if (text.isEmpty() || text.length() > max || !text.chars().allMatch(c -> c > 32 && c < 127)) {
            throw new IllegalArgumentException(
                    what + " '" + text + "' must be 1 to " + max + " printable ASCII characters without spaces");
        }
    }
}
