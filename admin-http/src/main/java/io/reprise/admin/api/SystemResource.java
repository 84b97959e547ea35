package io.reprise.admin.api;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Route;
import io.reprise.engine.cli.Version;
import io.reprise.research.workspace.SessionFolder;
import io.reprise.research.workspace.Workspace;
import java.util.List;

/** Whether the side-car is well, which version it is, and whom it takes the caller for. */
final class SystemResource implements Resource {
    private final Workspace workspace;

    SystemResource(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The side-car's health. */
    record Health(String status, String version, long sessionsRunning) {}

    /** The version of what answers. */
    record VersionView(String version, String java) {}

    /** Who calls. */
    record Me(String name, List<String> scopes) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/health")
                        .says("Whether the side-car is well.")
                        .gives(Health.class)
                        .does(call -> Answer.ok(new Health("ok", Version.code(), running()))),
                Route.get("/version")
                        .says("The version of what answers.")
                        .gives(VersionView.class)
                        .does(call -> Answer.ok(new VersionView(
                                Version.code(), Runtime.version().toString()))),
                Route.get("/me")
                        .needs(io.reprise.research.access.Scope.READ)
                        .says("Whom the token stands for, and what it may do.")
                        .gives(Me.class)
                        .does(call -> Answer.ok(
                                new Me(call.principal().name(), call.principal().scopeTexts()))));
    }

    private long running() {
        return workspace.sessions().stream().filter(SessionFolder::running).count();
    }
}
