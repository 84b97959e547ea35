package io.reprise.mcp.server;

import io.reprise.research.access.AuditEvent.Outcome;
import io.reprise.research.access.Principal;
import java.util.List;
import java.util.Map;

/** One call of a tool, its arguments already held against the schema. Owned by the thread that answers it. */
public final class Call {
    private final String tool;
    private final Principal principal;
    private final Map<String, Object> arguments;
    private final ProgressSink progress;
    private Outcome outcome = Outcome.OK;
    private String detail;
    private String session;
    private Long effectSeq;

    /** Takes how far a long call is. */
    @FunctionalInterface
    public interface ProgressSink {
        /** @param total 0 when it is not known */
        void at(double done, double total, String message);
    }

    Call(String tool, Principal principal, Map<String, Object> arguments, ProgressSink progress) {
        this.tool = tool;
        this.principal = principal;
        this.arguments = arguments;
        this.progress = progress;
    }

    public String tool() {
        return tool;
    }

    public Principal principal() {
        return principal;
    }

    public Map<String, Object> arguments() {
        return arguments;
    }

    public ProgressSink progress() {
        return progress;
    }

    public boolean has(String name) {
        return arguments.get(name) != null;
    }

    /** A text that is there, or null. */
    public String text(String name) {
        Object value = arguments.get(name);
        return value == null ? null : String.valueOf(value);
    }

    public String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    public long number(String name, long otherwise) {
        return arguments.get(name) instanceof Number number ? number.longValue() : otherwise;
    }

    public boolean flag(String name, boolean otherwise) {
        return arguments.get(name) instanceof Boolean flag ? flag : otherwise;
    }

    public List<String> texts(String name) {
        return arguments.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** An object's names and values. */
    @SuppressWarnings("unchecked") // the schema lets only objects through
    public Map<String, Object> values(String name) {
        return arguments.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** Says for the audit how the call ended, other than well. */
    public void ends(Outcome how, String sentence) {
        outcome = how;
        detail = sentence;
    }

    /** Says for the audit which session the call concerns, and where in its journal it took effect. */
    public void concerns(String sessionId, Long seq) {
        session = sessionId;
        effectSeq = seq;
    }

    Outcome outcome() {
        return outcome;
    }

    String detail() {
        return detail;
    }

    String session() {
        return session;
    }

    Long effectSeq() {
        return effectSeq;
    }
}
