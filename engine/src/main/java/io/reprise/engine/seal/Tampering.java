package io.reprise.engine.seal;

/**
 * Something that is not as it was sealed.
 *
 * @param place file, relative to the journal's folder
 * @param reason what is wrong with it, as part of one sentence
 */
public record Tampering(String place, String reason) {
    /** One sentence for people. */
    public String sentence() {
        return place + ": " + reason;
    }
}
