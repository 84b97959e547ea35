package io.reprise.research.proposal;

import java.util.Map;

/**
 * A proposal as it is now. Times are ISO-8601 UTC.
 *
 * @param proposer name of the token that proposes
 * @param proposerId id of that token
 * @param session id of the session
 * @param action what is to be done
 * @param summary what it would do, in one sentence by the engine's side
 * @param reason why, in the proposer's words: data, not instructions
 * @param created when it was made
 * @param expires when nobody may approve it any more
 * @param digest SHA-256 over id, session, its journal's identity, action and expiry: what an approval names
 * @param whatIf for a change of parameters: the job that shows the difference, and what it found once it is done
 * @param approver name of the token that approved or refused it
 * @param decided when
 * @param commandId of the command, null before
 * @param seq at which it took effect, null before
 * @param error one sentence, null unless it failed
 */
public record Proposal(
        String id,
        String proposer,
        String proposerId,
        String session,
        Action action,
        String summary,
        String reason,
        String created,
        String expires,
        ProposalState state,
        String digest,
        Map<String, Object> whatIf,
        String approver,
        String decided,
        Long commandId,
        Long seq,
        String error) {
    Proposal decided(ProposalState newState, String by, String at) {
        return new Proposal(
                id,
                proposer,
                proposerId,
                session,
                action,
                summary,
                reason,
                created,
                expires,
                newState,
                digest,
                whatIf,
                by,
                at,
                commandId,
                seq,
                error);
    }

    Proposal executed(ActionTarget.Taken taken) {
        return new Proposal(
                id,
                proposer,
                proposerId,
                session,
                action,
                summary,
                reason,
                created,
                expires,
                ProposalState.EXECUTED,
                digest,
                whatIf,
                approver,
                decided,
                taken.commandId(),
                taken.seq(),
                null);
    }

    Proposal failed(String sentence) {
        return new Proposal(
                id,
                proposer,
                proposerId,
                session,
                action,
                summary,
                reason,
                created,
                expires,
                ProposalState.FAILED,
                digest,
                whatIf,
                approver,
                decided,
                null,
                null,
                sentence);
    }

    Proposal showing(Map<String, Object> difference) {
        return new Proposal(
                id,
                proposer,
                proposerId,
                session,
                action,
                summary,
                reason,
                created,
                expires,
                state,
                digest,
                difference,
                approver,
                decided,
                commandId,
                seq,
                error);
    }
}
