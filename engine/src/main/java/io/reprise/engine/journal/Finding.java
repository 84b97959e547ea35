package io.reprise.engine.journal;

/**
 * Something that is wrong with a stream, and what is lost by it.
 *
 * @param stream name of the stream
 * @param damage where and why
 * @param documentsLost documents that cannot be read, {@link #UNKNOWN} when nothing tells how many there were
 * @param framesLost frames in them, {@link #UNKNOWN} likewise
 */
public record Finding(String stream, Damage damage, long documentsLost, long framesLost) {
    /** Nothing tells how many. */
    public static final long UNKNOWN = -1;

    /** One sentence for people. */
    public String sentence() {
        return damage.sentence() + "; " + loss();
    }

    private String loss() {
        if (documentsLost == UNKNOWN) {
            return "nothing tells what followed it";
        }
        return documentsLost == 0
                ? "no frame is lost by it"
                : count(documentsLost, "document") + " with " + count(framesLost, "frame")
                        + (documentsLost == 1 ? " is lost" : " are lost");
    }

    private static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
