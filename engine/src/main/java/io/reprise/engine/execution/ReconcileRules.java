package io.reprise.engine.execution;

/**
 * When a venue is asked, and what becomes of an order that it does not know.
 *
 * @param answerNsMax how long a command may be without answer before the venue is asked; and between two questions
 * @param resendAgeNsMax age of an order, since its cause, up to which it is sent again when the venue does not know it;
 *     {@link #NEVER} abandons it
 */
public record ReconcileRules(long answerNsMax, long resendAgeNsMax) {
    /** Orders that the venue does not know are abandoned. */
    public static final long NEVER = -1;

    public ReconcileRules {
        if (answerNsMax <= 0) {
            throw new IllegalArgumentException("a venue must have more than 0 ns to answer, not " + answerNsMax);
        }
        if (resendAgeNsMax < NEVER) {
            throw new IllegalArgumentException("the age up to which orders are sent again cannot be " + resendAgeNsMax);
        }
    }
}
