package io.reprise.admin.api;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Json;
import io.reprise.admin.http.Maybe;
import io.reprise.admin.http.Page;
import io.reprise.admin.http.Param;
import io.reprise.admin.http.Route;
import io.reprise.research.access.Audit;
import io.reprise.research.access.AuditEntry;
import io.reprise.research.access.Scope;
import java.util.List;

/** The audit: who called what, and how it ended. */
final class AuditResource implements Resource {
    private static final String WORD = "^[\\x20-\\x7E]{1,200}$";

    private final Audit audit;

    AuditResource(Audit audit) {
        this.audit = audit;
    }

    /** A call as the audit's journal has it. */
    record AuditView(
            String id,
            String time,
            String actor,
            @Maybe String token,
            @Maybe String scope,
            String what,
            Object arguments,
            String outcome,
            @Maybe String detail,
            @Maybe String session,
            @Maybe Long seq,
            @Maybe String approver) {
        static AuditView of(AuditEntry entry) {
            return new AuditView(
                    entry.id(),
                    entry.time(),
                    entry.actor(),
                    entry.token(),
                    entry.scope(),
                    entry.what(),
                    arguments(entry.arguments()),
                    entry.outcome(),
                    entry.detail(),
                    entry.session(),
                    entry.seq(),
                    entry.approver());
        }

        /** Long ones are cut, and no JSON any more. */
        private static Object arguments(String text) {
            try {
                return Json.map(text);
            } catch (RuntimeException cut) {
                return text;
            }
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/audit")
                .needs(Scope.ADMIN)
                .says("Every call that acted or was refused, newest first.")
                .with(
                        Param.text("actor", WORD, "Only of this token's name."),
                        Param.text("session", WORD, "Only of this session."))
                .lists(AuditView.class)
                .does(call -> {
                    String actor = call.query("actor");
                    String session = call.query("session");
                    int all = (int) Math.min(Integer.MAX_VALUE, call.cursor() + call.limit() + 1L);
                    return Answer.ok(Page.of(
                            audit
                                    .newest(
                                            all,
                                            entry -> (actor == null || actor.equals(entry.actor()))
                                                    && (session == null || session.equals(entry.session())))
                                    .stream()
                                    .map(AuditView::of)
                                    .toList(),
                            call));
                }));
    }
}
