package io.reprise.admin.http;

/**
 * What a caller may ask of the server.
 *
 * @param bodyBytes of a request
 * @param headerBytes of a request, all together
 * @param arriveMs in which a request must have come, whole
 * @param answerMs in which it is answered
 * @param perSecond requests of a caller in the long run
 * @param burst requests of a caller at once
 * @param guesses wrong tokens of a caller at once; they come back at one in six seconds
 */
public record Limits(
        int bodyBytes, int headerBytes, int arriveMs, int answerMs, int perSecond, int burst, int guesses) {
    public static final Limits DEFAULT = new Limits(256 << 10, 16 << 10, 10_000, 30_000, 200, 400, 10);

    static final double GUESSES_PER_SECOND = 1 / 6.0;

    /** With another rate, for load that is meant. */
    public Limits withRate(int requestsPerSecond, int atOnce) {
        return new Limits(bodyBytes, headerBytes, arriveMs, answerMs, requestsPerSecond, atOnce, guesses);
    }

    /** With another number of wrong tokens, for tests that try many on purpose. */
    public Limits withGuesses(int atOnce) {
        return new Limits(bodyBytes, headerBytes, arriveMs, answerMs, perSecond, burst, atOnce);
    }
}
