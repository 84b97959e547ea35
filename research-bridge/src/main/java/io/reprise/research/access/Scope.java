package io.reprise.research.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A right that a token may carry. */
public enum Scope {
    /** See everything but secrets. */
    READ,
    /** Queue research jobs, within the token's budget. */
    RESEARCH,
    /** Start, stop and command paper sessions. */
    PAPER,
    /** Propose what a live session should do. */
    LIVE_PROPOSE,
    /** Approve or refuse what somebody else proposed. */
    LIVE_APPROVE,
    /** Everything, tokens and audit included. */
    ADMIN;

    /** As people write it: {@code live-propose}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads {@code live-propose}, or says which there are. */
    public static Scope parse(String text) {
        for (Scope scope : values()) {
            if (scope.text().equals(text.strip())) {
                return scope;
            }
        }
        throw new IllegalArgumentException("there is no scope '" + text + "'; there are "
                + Arrays.stream(values()).map(Scope::text).collect(Collectors.joining(", ")));
    }

    /** What holding these allows: each needs read and brings it, admin brings all. */
    static Set<Scope> closure(Collection<Scope> scopes) {
        if (scopes.contains(ADMIN)) {
            return Set.copyOf(EnumSet.allOf(Scope.class));
        }
        EnumSet<Scope> all = EnumSet.of(READ);
        all.addAll(scopes);
        return Set.copyOf(all);
    }
}
