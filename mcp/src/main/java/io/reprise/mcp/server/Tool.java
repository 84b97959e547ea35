package io.reprise.mcp.server;

import io.reprise.research.access.Principal;
import io.reprise.research.access.Scope;
import java.util.List;
import java.util.Map;

/**
 * What an agent may ask or do.
 *
 * @param name as agents call it
 * @param title for people
 * @param description what it is for, when to use it, what it gives: for agents
 * @param scopes of which its caller needs one; the first is what it is for
 * @param kind what it does to the world
 * @param input JSON schema of its arguments
 * @param output JSON schema of its answer
 * @param handler does it
 */
public record Tool(
        String name,
        String title,
        String description,
        List<Scope> scopes,
        Kind kind,
        Map<String, Object> input,
        Map<String, Object> output,
        Handler handler) {
    public Tool {
        scopes = List.copyOf(scopes);
    }

    /** The scope by which a caller may use it, or the one that it is for. */
    Scope scopeOf(Principal caller) {
        return scopes.stream().filter(caller::has).findFirst().orElse(scopes.getFirst());
    }

    /** What a tool does to the world, for the hints that clients show. */
    public enum Kind {
        /** It only looks. */
        READS,
        /** It leaves a new run, job or proposal and changes nothing that was there. */
        ADDS,
        /** It changes what runs. */
        ACTS
    }

    /** Answers a call; what it throws becomes the tool's error in one sentence. */
    @FunctionalInterface
    public interface Handler {
        Map<String, Object> answer(Call call) throws Exception;
    }
}
