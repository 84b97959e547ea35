package io.reprise.admin.http;

import io.reprise.engine.time.SystemClock;
import io.reprise.research.access.AccessDenied;
import io.reprise.research.access.Principal;
import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;

/** Who may come in at all: by the right name, from the right page, not too often, with a token. Safe from any thread. */
public final class Guard {
    private static final String BEARER = "Bearer ";
    private static final long LATER_S = 6;

    private final Hosts hosts;
    private final Authority authority;
    private final SystemClock clock;
    private final Rates requests;
    private final Rates guesses;

    public Guard(Hosts hosts, Authority authority, Limits limits, SystemClock clock) {
        this.hosts = hosts;
        this.authority = authority;
        this.clock = clock;
        requests = new Rates(limits.perSecond(), limits.burst());
        guesses = new Rates(Limits.GUESSES_PER_SECOND, limits.guesses());
    }

    public boolean tls() {
        return hosts.tls();
    }

    /**
     * Lets a request in by its host, origin and rate.
     *
     * @throws Problem 421, 403 or 429
     */
    public void admit(HttpServerExchange exchange) {
        hosts.check(
                exchange.getRequestHeaders().getFirst("Host"),
                exchange.getRequestHeaders().getFirst("Origin"));
        if (!requests.take(address(exchange.getSourceAddress()), clock.monoNs())) {
            throw new Problem(429, "rate", "too many requests", 1);
        }
    }

    /** @throws Problem 401 or 429 */
    Principal principal(HttpServerExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        boolean isBearer = header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return principal(
                exchange.getSourceAddress(),
                isBearer ? header.substring(BEARER.length()).strip() : null);
    }

    /**
     * Who holds a token. Wrong ones are counted against the caller's address, and cost a caller who guesses the right to try.
     *
     * @param token null when there is none
     * @throws Problem 401 or 429
     */
    public Principal principal(InetSocketAddress caller, String token) {
        String address = address(caller);
        if (!guesses.hasOne(address, clock.monoNs())) {
            throw new Problem(429, "guessing", "too many wrong tokens came from this address", LATER_S);
        }
        try {
            return authority.verify(token);
        } catch (AccessDenied denied) {
            if (denied.reason() != AccessDenied.Reason.NO_TOKEN) {
                guesses.take(address, clock.monoNs());
            }
            throw new Problem(401, "token", denied.getMessage());
        }
    }

    private static String address(InetSocketAddress caller) {
        return caller.getAddress() == null
                ? caller.getHostString()
                : caller.getAddress().getHostAddress();
    }
}
