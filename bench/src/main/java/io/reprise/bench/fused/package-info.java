/**
 * The bare essentials of a backtest fused by hand into one loop over a journal's bytes: what the machine can do, to hold the
 * engine against. Uses nothing of the engine but its exact arithmetic and the layout of its frames.
 */
package io.reprise.bench.fused;
