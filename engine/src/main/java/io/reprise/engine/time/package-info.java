/**
 * Time as nanoseconds since the Unix epoch, UTC: reading the machine's clocks (here and nowhere else), calendar
 * arithmetic, and text.
 *
 * <p>Rank 0: knows nothing of events or of the rest of the engine; nothing that runs on the sequence reads a clock.
 */
package io.reprise.engine.time;
