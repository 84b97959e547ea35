package io.reprise.admin.api;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Maybe;
import io.reprise.admin.http.Page;
import io.reprise.admin.http.Param;
import io.reprise.admin.http.Route;
import io.reprise.research.access.Scope;
import io.reprise.research.workspace.MarketData;
import io.reprise.research.workspace.Workspace;
import java.util.List;

/** The data catalogue: the market journals of the workspace. */
final class DataResource implements Resource {
    private final Workspace workspace;

    DataResource(Workspace workspace) {
        this.workspace = workspace;
    }

    /** A market journal. */
    record JournalView(
            String id,
            String dataset,
            List<String> instruments,
            String kind,
            @Maybe String bar,
            long events,
            @Maybe String from,
            @Maybe String to,
            @Maybe String sha256,
            long rejectedRows,
            List<String> findings) {
        static JournalView of(MarketData data) {
            return new JournalView(
                    data.id(),
                    data.dataset(),
                    data.instruments(),
                    data.kind(),
                    data.bar(),
                    data.events(),
                    data.from(),
                    data.to(),
                    data.sha256(),
                    data.rejectedRows(),
                    data.findings());
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/data/journals")
                        .needs(Scope.READ)
                        .says("The market journals of the workspace.")
                        .lists(JournalView.class)
                        .does(call -> Answer.ok(Page.of(
                                workspace.journals().stream()
                                        .map(JournalView::of)
                                        .toList(),
                                call))),
                Route.get("/data/journals/{id}")
                        .needs(Scope.READ)
                        .says("One market journal.")
                        .with(Param.id("id", "A market journal."))
                        .gives(JournalView.class)
                        .does(call -> Answer.ok(JournalView.of(workspace.journal(call.path("id"))))));
    }
}
