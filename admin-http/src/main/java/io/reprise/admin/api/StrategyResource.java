package io.reprise.admin.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Page;
import io.reprise.admin.http.Route;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.research.access.Scope;
import java.util.List;

/** The strategies and their parameters. */
final class StrategyResource implements Resource {
    private final StrategyCatalog catalog;

    StrategyResource(StrategyCatalog catalog) {
        this.catalog = catalog;
    }

    /** A strategy of the catalogue. */
    record StrategyView(String name, String description, List<ParameterView> parameters) {
        static StrategyView of(StrategyProvider provider) {
            return new StrategyView(
                    provider.name(),
                    provider.summary(),
                    provider.parameters().stream().map(ParameterView::of).toList());
        }
    }

    /** A typed parameter; values are texts as {@code --set} takes them. */
    record ParameterView(
            String name,
            String type,
            @JsonProperty("default") String defaultValue,
            String min,
            String max,
            String description) {
        static ParameterView of(Parameter parameter) {
            return new ParameterView(
                    parameter.name(),
                    parameter.type().name(),
                    parameter.text(parameter.defaultValue()),
                    parameter.text(parameter.min()),
                    parameter.text(parameter.max()),
                    parameter.description());
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/strategies")
                .needs(Scope.READ)
                .says("The strategies and their parameters.")
                .lists(StrategyView.class)
                .does(call -> Answer.ok(
                        Page.of(catalog.all().stream().map(StrategyView::of).toList(), call))));
    }
}
