package io.reprise.admin.api;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Page;
import io.reprise.admin.http.Route;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.research.access.Scope;
import io.reprise.research.library.StrategySheet;
import java.util.List;

/** The strategies and their parameters. */
final class StrategyResource implements Resource {
    private final StrategyCatalog catalog;

    StrategyResource(StrategyCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/strategies")
                .needs(Scope.READ)
                .says("The strategies and their parameters.")
                .lists(StrategySheet.class)
                .does(call -> Answer.ok(
                        Page.of(catalog.all().stream().map(StrategySheet::of).toList(), call))));
    }
}
