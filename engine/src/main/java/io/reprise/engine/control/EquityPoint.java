package io.reprise.engine.control;

/**
 * The account after the last event of a span of time.
 *
 * @param drawdown (peak - equity) / peak then
 */
public record EquityPoint(long timeNs, long seq, long equity, double drawdown) {}
