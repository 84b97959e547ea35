package io.reprise.admin.api;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Page;
import io.reprise.admin.http.Param;
import io.reprise.admin.http.Problem;
import io.reprise.admin.http.Route;
import io.reprise.engine.time.Times;
import io.reprise.research.access.Scope;
import io.reprise.research.workspace.RunFolder;
import io.reprise.research.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finished runs: the figures of their results, and their reports. */
final class RunResource implements Resource {
    private static final long REPORT_BYTES_MAX = 32 << 20;
    private static final int COMPARED_MAX = 20;

    private final Workspace workspace;

    RunResource(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public List<Route> routes() {
        Param id = Param.id("id", "A finished run.");
        return List.of(
                Route.get("/runs")
                        .needs(Scope.READ)
                        .says("The finished runs, newest first: id, ended, hasJournal, and the keys of their results.")
                        .lists(Map.class)
                        .does(call -> {
                            Page<RunFolder> page = Page.of(workspace.runs(), call);
                            return Answer.ok(new Page<>(
                                    page.items().stream().map(RunResource::view).toList(), page.next()));
                        }),
                Route.get("/runs/compare")
                        .needs(Scope.READ)
                        .says("Runs beside each other.")
                        .with(Param.ids(
                                "ids", COMPARED_MAX, "Ids of runs, at most " + COMPARED_MAX + ", with commas between."))
                        .lists(Map.class)
                        .does(call -> Answer.ok(Page.of(
                                Stream.of(call.query("ids").split(","))
                                        .map(workspace::run)
                                        .map(RunResource::view)
                                        .toList(),
                                call))),
                Route.get("/runs/{id}")
                        .needs(Scope.READ)
                        .says("One run: id, ended, hasJournal, and the keys of its result.")
                        .with(id)
                        .gives(Map.class)
                        .does(call -> Answer.ok(view(workspace.run(call.path("id"))))),
                Route.get("/runs/{id}/report")
                        .needs(Scope.READ)
                        .says("A run's report, one HTML file.")
                        .with(id)
                        .produces("text/html; charset=utf-8")
                        .does(call -> {
                            Path report = workspace.run(call.path("id")).report();
                            if (!Files.isRegularFile(report) || Files.size(report) > REPORT_BYTES_MAX) {
                                throw Problem.notFound("this run has no report");
                            }
                            return Answer.text("text/html; charset=utf-8", Files.readString(report));
                        }));
    }

    private static Map<String, Object> view(RunFolder run) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", run.id());
        view.put("ended", Times.format(run.endedNs()));
        view.put("hasJournal", run.hasJournal());
        run.result().forEach(view::putIfAbsent);
        return view;
    }
}
