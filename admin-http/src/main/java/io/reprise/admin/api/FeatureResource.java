package io.reprise.admin.api;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Page;
import io.reprise.admin.http.Route;
import io.reprise.research.access.Scope;
import io.reprise.research.library.FeatureSheet;
import java.util.List;

/** The features that strategies can ask for. */
final class FeatureResource implements Resource {
    @Override
    public List<Route> routes() {
        return List.of(Route.get("/features")
                .needs(Scope.READ)
                .says("The streaming features: formula, inputs, parameters, warm-up.")
                .lists(FeatureSheet.class)
                .does(call -> Answer.ok(Page.of(FeatureSheet.all(), call))));
    }
}
