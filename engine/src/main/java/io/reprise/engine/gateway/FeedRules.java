package io.reprise.engine.gateway;

/**
 * How far a feed is believed.
 *
 * @param dense whether the venue numbers an instrument's messages one by one, so that a number left out is a message lost
 * @param freshAfter messages in order after which an instrument is whole again; {@link #SNAPSHOT} where only a snapshot
 *     makes it so
 * @param skewNsMax how far a message's time may be from ours
 */
public record FeedRules(boolean dense, int freshAfter, long skewNsMax) {
    /** Only a snapshot makes an instrument whole again: for books, whose messages change what was there before. */
    public static final int SNAPSHOT = 0;

    public FeedRules {
        if (freshAfter < SNAPSHOT) {
            throw new IllegalArgumentException(
                    "an instrument cannot be whole again after " + freshAfter + " messages: 1 or more, or SNAPSHOT");
        }
        if (skewNsMax <= 0) {
            throw new IllegalArgumentException(
                    "a message's time must be allowed to differ from ours by 1 ns at least, not by " + skewNsMax);
        }
    }
}
