package io.reprise.research.history;

/**
 * Something that a reader of history should know.
 *
 * @param level how bad it is
 * @param check which check found it, such as {@code gaps}
 * @param subject the series, journal or partition
 * @param count how often
 * @param sentence what, where and how much
 */
public record DataFinding(Level level, String check, String subject, long count, String sentence) {
    /** How bad a finding is. */
    public enum Level {
        /** The data are not what they are said to be. */
        FAIL,
        /** The data are what was recorded, and a strategy should be careful with them. */
        WARN,
        /** Good to know. */
        NOTE
    }
}
