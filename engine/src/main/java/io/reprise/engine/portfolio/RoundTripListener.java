package io.reprise.engine.portfolio;

/** Hears of round trips, on the thread of the stage that books fills. Prices, quantities and money are at 1e-8. */
@FunctionalInterface
public interface RoundTripListener {
    /**
     * A position went back to flat, or through it.
     *
     * @param entryTsNs time of the first fill
     * @param exitTsNs time of the last fill
     * @param isLong whether it was bought first
     * @param qty all that was entered, and so exited, above 0
     * @param avgEntryPx mean price of the entering fills, half-even
     * @param avgExitPx mean price of the exiting fills, half-even
     * @param fees of all its fills
     * @param pnl what it added to cash, fees deducted
     */
    void onRoundTrip(
            int instrumentId,
            long entryTsNs,
            long exitTsNs,
            boolean isLong,
            long qty,
            long avgEntryPx,
            long avgExitPx,
            long fees,
            long pnl);
}
