/**
 * All that HTTP, MCP, console and command line may see of one journal: immutable records out, typed commands in. State is
 * rebuilt by the engine's own stages, never kept beside them. Prices, quantities and money are whole multiples of 1e-8,
 * {@code Long.MIN_VALUE} where there is none; times are epoch nanoseconds, UTC. Knows no HTTP, no JSON, and lets no type of
 * the journal's library through.
 */
package io.reprise.engine.control;
