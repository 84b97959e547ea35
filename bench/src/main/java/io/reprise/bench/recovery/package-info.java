/**
 * Sessions that are killed, and what is left of them: a seeded session, its end, crash images in this JVM and real kills of
 * another. Knows the engine by its public surface only.
 */
package io.reprise.bench.recovery;
