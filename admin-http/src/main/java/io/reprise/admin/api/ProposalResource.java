package io.reprise.admin.api;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Body;
import io.reprise.admin.http.Maybe;
import io.reprise.admin.http.Page;
import io.reprise.admin.http.Param;
import io.reprise.admin.http.Problem;
import io.reprise.admin.http.Route;
import io.reprise.admin.http.Text;
import io.reprise.research.access.Scope;
import io.reprise.research.proposal.Proposal;
import io.reprise.research.proposal.ProposalConflict;
import io.reprise.research.proposal.ProposalState;
import io.reprise.research.proposal.Proposals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is proposed, and a person's approval or refusal. */
final class ProposalResource implements Resource {
    private final Proposals proposals;

    ProposalResource(Proposals proposals) {
        this.proposals = proposals;
    }

    /** An action that is proposed. */
    @Body
    record NewProposal(
            String session,
            CommandBody action,
            @Maybe String reason,
            @Maybe Long ttlSeconds) {}

    /**
     * A decision.
     *
     * @param digest of the proposal that was read; one that changed since is not decided
     */
    @Body
    record Deciding(@Maybe @Text("^[0-9a-f]{64}$") String digest) {}

    /** A proposal as it is now. */
    record ProposalView(
            String id,
            String proposer,
            String session,
            Map<String, Object> action,
            @Maybe String summary,
            @Maybe String reason,
            String created,
            String expires,
            ProposalState state,
            String digest,
            @Maybe Map<String, Object> whatIf,
            @Maybe String approver,
            @Maybe String decided,
            @Maybe Long commandId,
            @Maybe Long seq,
            @Maybe String error) {
        static ProposalView of(Proposal proposal) {
            Map<String, Object> action = new LinkedHashMap<>();
            action.put("kind", proposal.action().kind());
            action.putAll(proposal.action().arguments());
            return new ProposalView(
                    proposal.id(),
                    proposal.proposer(),
                    proposal.session(),
                    action,
                    proposal.summary(),
                    proposal.reason(),
                    proposal.created(),
                    proposal.expires(),
                    proposal.state(),
                    proposal.digest(),
                    proposal.whatIf(),
                    proposal.approver(),
                    proposal.decided(),
                    proposal.commandId(),
                    proposal.seq(),
                    proposal.error());
        }
    }

    @Override
    public List<Route> routes() {
        Param id = Param.id("id", "A proposal.");
        return List.of(
                Route.get("/proposals")
                        .needs(Scope.READ)
                        .says("The proposals, newest first.")
                        .lists(ProposalView.class)
                        .does(call -> Answer.ok(Page.of(
                                proposals.list().stream().map(ProposalView::of).toList(), call))),
                Route.post("/proposals")
                        .needs(Scope.LIVE_PROPOSE)
                        .says("Proposes a command; a person with live-approve decides.")
                        .takes(NewProposal.class)
                        .gives(ProposalView.class)
                        .status(201)
                        .acts()
                        .does(call -> {
                            NewProposal asked = call.body(NewProposal.class);
                            long ttl = asked.ttlSeconds() == null ? Proposals.TTL_SECONDS : asked.ttlSeconds();
                            Proposal made = Problem.conflicts(() -> proposals.propose(
                                    asked.session(), asked.action().action(), asked.reason(), ttl, call.principal()));
                            return Answer.json(201, ProposalView.of(made));
                        }),
                Route.get("/proposals/{id}")
                        .needs(Scope.READ)
                        .says("One proposal.")
                        .with(id)
                        .gives(ProposalView.class)
                        .does(call -> Answer.ok(ProposalView.of(proposals.get(call.path("id"))))),
                Route.post("/proposals/{id}/approve")
                        .needs(Scope.LIVE_APPROVE)
                        .says("Approves a proposal and has it done.")
                        .with(id)
                        .takes(Deciding.class)
                        .gives(ProposalView.class)
                        .acts()
                        .does(call -> decided(() -> proposals.approve(
                                call.path("id"),
                                digest(call.path("id"), call.body(Deciding.class)),
                                call.principal()))),
                Route.post("/proposals/{id}/refuse")
                        .needs(Scope.LIVE_APPROVE)
                        .says("Refuses a proposal.")
                        .with(id)
                        .takes(Deciding.class)
                        .gives(ProposalView.class)
                        .acts()
                        .does(call -> decided(() -> proposals.refuse(
                                call.path("id"),
                                digest(call.path("id"), call.body(Deciding.class)),
                                call.principal()))));
    }

    /** Without a digest the id is what was read: a proposal's action never changes under its id. */
    private String digest(String id, Deciding deciding) {
        return deciding.digest() != null ? deciding.digest() : proposals.get(id).digest();
    }

    private static Answer decided(Supplier<Proposal> decision) {
        try {
            Proposal proposal = decision.get();
            Answer answer = Answer.ok(ProposalView.of(proposal));
            return proposal.seq() == null ? answer : answer.took(proposal.seq());
        } catch (ProposalConflict conflict) {
            throw new Problem(409, "proposal", conflict.getMessage());
        }
    }
}
