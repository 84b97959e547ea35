/**
 * Journals: append, tail, seek, verify and repair of recorded frames.
 *
 * <p>Appending goes through Chronicle Queue; reading reads the very same files and believes nothing that our own document
 * header does not confirm, because Chronicle hides damage. This is the only package that may import Chronicle, and it
 * knows frames only by their common first fields: not what they mean, and nothing of stages, orders or strategies.
 * The format is described in {@code docs/journal-format.md}.
 */
package io.reprise.engine.journal;
