package io.reprise.research.jobs;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be done; {@link JobCommands} says which keys each type takes.
 *
 * @param request by key, as in the API
 */
public record JobRequest(JobType type, Map<String, Object> request) {
    public JobRequest {
        request = Collections.unmodifiableMap(new TreeMap<>(request));
    }
}
