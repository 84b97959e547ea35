package io.reprise.engine.control;

/**
 * The prices of one span of time.
 *
 * @param timeNs its beginning, a multiple of the time frame
 * @param volume none where the source has none
 * @param trades how many; 0 where the source has none
 */
public record Candle(long timeNs, long openPx, long highPx, long lowPx, long closePx, long volume, long trades) {}
