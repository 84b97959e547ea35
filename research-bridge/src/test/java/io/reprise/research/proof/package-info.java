/**
 * The proofs of a backtest. {@link io.reprise.research.proof.Twin} and what it uses are an independent, naive backtester,
 * written from docs/semantics.md, that knows nothing of the engine; the tests hold the engine against it, run the program
 * as a user does, change records and state and see that it is noticed.
 */
package io.reprise.research.proof;
