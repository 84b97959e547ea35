package io.reprise.engine.journal;

/**
 * Where a stream stops being what was written.
 *
 * @param segment file name of the segment, or of the manifest
 * @param position byte position in that file at which the document or the expectation starts
 * @param documentIndex 0-based number of the first document that is not there or not valid
 * @param seqExpected the smallest sequence that document may have
 * @param reason what is wrong, as part of one sentence
 */
public record Damage(String segment, long position, long documentIndex, long seqExpected, String reason) {
    /** One sentence for people. */
    public String sentence() {
        return "damage in " + segment + " at byte " + position + " (document " + documentIndex + ", sequence "
                + seqExpected + " expected): " + reason;
    }
}
