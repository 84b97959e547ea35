package io.reprise.research.jobs;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A paper session that is to be started.
 *
 * @param name of its folder
 * @param request by key, as in the API: sources, strategy, parameters, speed and the settings of a run
 */
public record SessionRequest(String name, Map<String, Object> request) {
    public SessionRequest {
        request = Collections.unmodifiableMap(new TreeMap<>(request));
    }
}
