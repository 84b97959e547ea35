package io.reprise.admin.api;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Page;
import io.reprise.admin.http.Route;
import io.reprise.engine.feature.FeatureCatalog;
import io.reprise.engine.feature.FeatureSpec;
import io.reprise.research.access.Scope;
import java.util.List;

/** The features that strategies can ask for. */
final class FeatureResource implements Resource {
    /** A feature, by the name that a strategy asks for. */
    record FeatureKind(String name, long periodMax) {}

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/features")
                .needs(Scope.READ)
                .says("The streaming features.")
                .lists(FeatureKind.class)
                .does(call -> Answer.ok(Page.of(
                        FeatureCatalog.names().stream()
                                .map(name -> new FeatureKind(name, FeatureSpec.PERIOD_MAX))
                                .toList(),
                        call))));
    }
}
