package io.reprise.engine.journal;

import java.nio.file.Path;

/**
 * An invalid tail that was taken off an unclosed stream.
 *
 * @param segment file name of the segment that was cut
 * @param position byte position of the cut in it
 * @param bytes bytes that were taken off, whole segments after it included
 * @param documentIndex number of the first document that is gone or was never finished
 * @param reason what was wrong there
 * @param savedTo folder where the bytes are kept
 */
public record StreamCut(String segment, long position, long bytes, long documentIndex, String reason, Path savedTo) {
    /** One sentence for people. */
    public String sentence() {
        return "cut " + bytes + " bytes off " + segment + " at byte " + position + " (document " + documentIndex + "): "
                + reason + "; they are kept in " + savedTo;
    }
}
