package io.reprise.research.access;

import java.util.List;
import java.util.Set;

/**
 * Who makes a call, as a verified token says.
 *
 * @param tokenId of the token, 12 hex digits that tell nothing of its secret
 * @param name that the token was given
 * @param scopes all that it may do
 * @param budget of its research
 */
public record Principal(String tokenId, String name, Set<Scope> scopes, Budget budget) {
    private static final int HEX = 16;

    public Principal {
        scopes = Scope.closure(scopes);
    }

    /** A principal without a token of the store: the person at the machine's own terminal. */
    public static Principal local(String name, Set<Scope> scopes) {
        return new Principal("000000000000", name, scopes, Budget.UNLIMITED);
    }

    public boolean has(Scope scope) {
        return scopes.contains(scope);
    }

    /** @throws AccessDenied when the scope is not among those of the token */
    public void require(Scope scope) {
        if (!has(scope)) {
            throw new AccessDenied(
                    AccessDenied.Reason.SCOPE,
                    "the token '" + name + "' lacks the scope " + scope.text() + ", which this needs");
        }
    }

    /** The token's number in operators' commands of a journal. */
    public long tokenNumber() {
        return Long.parseLong(tokenId, HEX);
    }

    /** The scopes as people write them, in order. */
    public List<String> scopeTexts() {
        return scopes.stream().sorted().map(Scope::text).toList();
    }
}
