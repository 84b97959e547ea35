package io.reprise.research.proof;

import java.math.BigDecimal;

/**
 * A market event: a trade, whose four prices are one, or a bar. Decimals with eight places.
 *
 * @param tsNs tsEvent: a trade's time, a bar's exclusive end
 * @param qty a trade's quantity, a bar's volume; null without volume in units of the instrument
 */
record TwinEvent(long tsNs, BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close, BigDecimal qty) {
    static TwinEvent trade(long tsNs, BigDecimal px, BigDecimal qty) {
        return new TwinEvent(tsNs, px, px, px, px, qty);
    }
}
