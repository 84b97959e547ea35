package io.reprise.research.access;

import java.util.List;

/**
 * What is stored of a token: not its secret.
 *
 * @param id first 12 hex digits of its hash
 * @param name for people, not twice among those that are valid
 * @param sha256 of its text; a random text of 256 bits needs no slow or salted hash, which are for guessable passwords
 * @param scopes as people write them
 * @param created ISO-8601 UTC
 * @param expires ISO-8601 UTC, null for never
 * @param revoked ISO-8601 UTC, null when it is not
 * @param budget of its research
 */
public record Token(
        String id,
        String name,
        String sha256,
        List<String> scopes,
        String created,
        String expires,
        String revoked,
        Budget budget) {
    static final int ID_DIGITS = 12;

    public Token {
        scopes = List.copyOf(scopes);
        budget = budget == null ? Budget.DEFAULT : budget;
    }

    Token revokedAt(String time) {
        return new Token(id, name, sha256, scopes, created, expires, time, budget);
    }

    Principal principal() {
        return new Principal(
                id, name, Scope.closure(scopes.stream().map(Scope::parse).toList()), budget);
    }
}
