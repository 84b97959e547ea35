/**
 * The feature store: what the engine's own streaming features are on each bar of a market, worked out by the pipeline as of an
 * instant or taken from a run's journal, kept as Parquet, and joined with series that were published later than what they tell.
 * Knows nothing of reports and commands.
 */
package io.reprise.research.features;
