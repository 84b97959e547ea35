package io.reprise.research.proposal;

import io.reprise.research.store.Json;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A command to a session, as the API has it.
 *
 * @param kind such as {@code halt}, {@code order} or {@code parameters}
 * @param arguments by key
 */
public record Action(String kind, Map<String, Object> arguments) {
    /** All kinds. */
    public static final Set<String> KINDS = Set.of(
            "halt",
            "resume",
            "flatten",
            "cancel-all",
            "reduce-only",
            "flatten-instrument",
            "stop-strategy",
            "start-strategy",
            "order",
            "cancel-order",
            "parameters",
            "kill",
            "clear-kill",
            "limits",
            "halt-strategy",
            "halt-instrument",
            "reduce-only-strategy",
            "reduce-only-instrument",
            "resume-strategy",
            "resume-instrument");

    /** Kind of a change of parameters, which a what-if can show the difference of. */
    public static final String PARAMETERS = "parameters";

    private static final int TEXT_CHARS_MAX = 4_000;

    public Action {
        if (kind == null || !KINDS.contains(kind)) {
            throw new IllegalArgumentException("there is no command '" + kind + "'; there are "
                    + String.join(", ", KINDS.stream().sorted().toList()));
        }
        arguments = Collections.unmodifiableMap(new TreeMap<>(arguments));
        if (Json.text(arguments).length() > TEXT_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "the arguments of a command are above " + TEXT_CHARS_MAX + " characters");
        }
    }
}
