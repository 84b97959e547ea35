package io.reprise.engine.journal;

/**
 * All state as of a sequence.
 *
 * @param seq the last event that is in it
 * @param configSha256 SHA-256 of the configuration that it belongs to, lower-case hex: another run's is not loaded
 * @param state the bytes that {@link StateBytes} wrote
 */
public record Snapshot(long seq, String configSha256, byte[] state) {}
