package io.reprise.research.library;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.reprise.engine.domain.Input;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.strategy.StrategyNotes;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.List;

/**
 * A strategy as command line, API and agents are told of it.
 *
 * @param name as written after {@code --strategy}
 * @param version of its signal
 * @param signal the feature that holds its signal
 * @param family what it lives on
 * @param description one line
 * @param rule when exactly it is long, flat or short
 * @param source where the idea comes from
 * @param inputs what it reads of the data
 * @param warmUp bars before the first signal, as a formula of its parameters
 * @param shorts whether it can be short
 * @param parameters in their order
 */
public record StrategySheet(
        String name,
        int version,
        String signal,
        String family,
        String description,
        String rule,
        String source,
        List<String> inputs,
        String warmUp,
        boolean shorts,
        List<ParameterSheet> parameters) {
    /** A typed parameter; values are texts as {@code --set} takes them. */
    public record ParameterSheet(
            String name,
            String type,
            @JsonProperty("default") String defaultValue,
            String min,
            String max,
            String description) {
        static ParameterSheet of(Parameter parameter) {
            return new ParameterSheet(
                    parameter.name(),
                    parameter.type().name(),
                    parameter.text(parameter.defaultValue()),
                    parameter.text(parameter.min()),
                    parameter.text(parameter.max()),
                    parameter.description());
        }
    }

    /** What a provider says of itself. */
    public static StrategySheet of(StrategyProvider provider) {
        StrategyNotes notes = provider.notes();
        return new StrategySheet(
                provider.name(),
                provider.version(),
                "signal." + provider.name() + "@" + provider.version(),
                notes.family().text(),
                provider.summary(),
                notes.rule(),
                notes.source(),
                notes.inputs().stream().map(Input::text).toList(),
                notes.warmUp(),
                notes.shorts(),
                provider.parameters().stream().map(ParameterSheet::of).toList());
    }
}
