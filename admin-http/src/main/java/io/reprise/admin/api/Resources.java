package io.reprise.admin.api;

import io.reprise.admin.http.Route;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.time.SystemClock;
import io.reprise.research.workspace.Workspace;
import java.util.List;

/** All that the API has: the one place where a new resource is named. */
public final class Resources {
    private Resources() {}

    public static List<Route> routes(Workspace workspace, StrategyCatalog catalog, SystemClock clock) {
        List<Resource> resources = List.of(
                new SystemResource(workspace),
                new StrategyResource(catalog),
                new DataResource(workspace),
                new SessionResource(new Sessions(workspace), clock));
        return resources.stream()
                .flatMap(resource -> resource.routes().stream())
                .toList();
    }
}
