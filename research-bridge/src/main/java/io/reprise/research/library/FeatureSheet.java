package io.reprise.research.library;

import io.reprise.engine.domain.Input;
import io.reprise.engine.feature.FeatureCatalog;
import io.reprise.engine.feature.FeatureDefinition;
import io.reprise.engine.feature.FeatureSpec;
import io.reprise.research.library.StrategySheet.ParameterSheet;
import java.util.List;

/**
 * A feature as command line, API, agents and the registry are told of it.
 *
 * @param name as a strategy asks for it
 * @param version of that name; versions live side by side
 * @param text how it is asked for with its defaults
 * @param family what kind of thing it says
 * @param definition one line: what the value is
 * @param source whose formula it is
 * @param inputs what it reads of the data
 * @param parameters in their order
 * @param warmUp bars until the first value, by the parameters
 * @param warmUpBars the same for the defaults
 * @param seeding how a recurrence starts, and where ta4j and TA-Lib differ
 * @param staleness when it has no value because its input is too old
 * @param unit how its value answers to a split
 */
public record FeatureSheet(
        String name,
        int version,
        String text,
        String family,
        String definition,
        String source,
        List<String> inputs,
        List<ParameterSheet> parameters,
        String warmUp,
        int warmUpBars,
        String seeding,
        String staleness,
        String unit) {
    /** What a definition says of itself. */
    public static FeatureSheet of(FeatureDefinition definition) {
        FeatureSpec spec = FeatureSpec.parse(definition.id());
        return new FeatureSheet(
                definition.name(),
                definition.version(),
                spec.text(),
                definition.family().text(),
                definition.formula(),
                definition.source(),
                definition.inputs().stream().sorted().map(Input::text).toList(),
                definition.parameters().stream().map(ParameterSheet::of).toList(),
                definition.warmUpText(),
                definition.warmUp().applyAsInt(spec.parameters()),
                definition.seeding(),
                definition.staleness(),
                definition.unit().text());
    }

    /** All there are, by family, name and version. */
    public static List<FeatureSheet> all() {
        return FeatureCatalog.byFamily().stream().map(FeatureSheet::of).toList();
    }
}
