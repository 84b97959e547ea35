/**
 * The simulated venue: a deterministic function of market events and order commands behind the same port as a real one
 * (rules 12 to 19 of docs/semantics.md), and the buy-and-hold yardstick (rule 30). Rank 6. It must not know the
 * pipeline, the driver or the strategies: they tell it what arrives when, it answers with reports.
 */
package io.reprise.engine.sim;
