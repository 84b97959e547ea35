package io.reprise.engine.control;

import java.time.LocalDate;
import java.util.List;

/**
 * What a UTC day did to the account: opening equity + P&amp;L - fees = closing equity, to the last 1e-8. Opening and closing
 * are the account's, which the engine keeps; P&amp;L and fees are reckoned anew from the day's fills and prices.
 *
 * @param fromSeq the first event of the day, or the one it begins after where it had none
 * @param toSeq the last
 * @param complete whether a later day has begun, or the run has ended
 * @param pnl gross of fees
 * @param difference opening + pnl - fees - closing; 0 when it reconciles
 * @param cashDifference opening cash - bought + sold - fees - closing cash; 0 when it reconciles
 */
public record Statement(
        LocalDate day,
        long fromSeq,
        long toSeq,
        boolean complete,
        long openingEquity,
        long openingCash,
        long pnl,
        long fees,
        long closingEquity,
        long closingCash,
        long difference,
        long cashDifference,
        int fills,
        List<Line> lines) {
    public Statement {
        lines = List.copyOf(lines);
    }

    /** Whether it adds up. */
    public boolean reconciles() {
        return difference == 0 && cashDifference == 0;
    }

    /** One instrument's part; values are quantity × price, rounded. */
    public record Line(
            String instrument,
            long openingQty,
            long openingPx,
            long openingValue,
            long boughtQty,
            long boughtValue,
            long soldQty,
            long soldValue,
            long fees,
            long closingQty,
            long closingPx,
            long closingValue,
            long pnl) {}
}
