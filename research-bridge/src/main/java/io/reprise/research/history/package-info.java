/**
 * Market history in three tiers: the hot state of running sessions, the market journals of the last days, and a cold store of
 * Parquet files that DuckDB reads. Reading spans them. Knows nothing of strategies, runs and reports.
 */
package io.reprise.research.history;
