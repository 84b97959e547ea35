/**
 * The driver of a backtest: merges recorded market data with what the simulated venue owes and feeds the pipeline. It
 * knows nothing of how results are shown.
 */
package io.reprise.engine.backtest;
