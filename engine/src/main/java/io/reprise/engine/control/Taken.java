package io.reprise.engine.control;

import io.reprise.engine.risk.Reason;

/**
 * The engine's answer to a command.
 *
 * @param commandId its number in the journal
 * @param seq the inbound sequence at which it took effect
 * @param repeated whether the key was used before, so that this is the answer given then
 * @param answer what the pipeline said to it; null where it says nothing, as to a halt
 */
public record Taken(long commandId, long seq, boolean repeated, Answer answer) {
    /**
     * A verdict.
     *
     * @param reason {@link Reason#NONE} when it was approved
     * @param orderId the order that is meant, -1 for none
     * @param actual the number that decided, at 1e-8 or a count
     * @param limit what that was held against
     */
    public record Answer(Reason reason, long orderId, long actual, long limit) {
        public boolean approved() {
            return reason == Reason.NONE;
        }
    }
}
