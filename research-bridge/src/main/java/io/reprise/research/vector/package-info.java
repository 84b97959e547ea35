/**
 * Backtests over columns: the bars of one instrument in primitive arrays, the signals of many parameter sets taken from the
 * strategies' own code and the engine's own features, and an account that books them by the rules of docs/semantics.md, to
 * the last unit what the pipeline comes to. What it cannot do exactly it refuses, and names the pipeline. This package must
 * not know HTTP, jobs or reports.
 */
package io.reprise.research.vector;
