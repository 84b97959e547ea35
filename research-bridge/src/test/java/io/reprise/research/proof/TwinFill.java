package io.reprise.research.proof;

import java.math.BigDecimal;

/** A fill of the twin; event is the 1-based number of the market event. */
record TwinFill(long orderId, long event, long tsNs, boolean buy, BigDecimal px, BigDecimal qty, BigDecimal fee) {
    /** The line that the digests of ../shared/expected are over. */
    String line() {
        return event + "," + tsNs + "," + (buy ? "BUY" : "SELL") + "," + px.toPlainString() + "," + qty.toPlainString()
                + "," + fee.toPlainString();
    }
}
