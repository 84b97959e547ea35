package io.reprise.admin.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * By which names the server may be called, and from which pages: a name that an attacker points at this machine (DNS
 * rebinding) is none of them, nor is the origin of another site's page.
 *
 * @param names host names in lower case, IPv6 addresses in brackets
 */
public record Hosts(Set<String> names, int port, boolean tls) {
    /** What a machine calls itself. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public Hosts {
        names = Set.copyOf(names);
    }

    /** This machine's own names, and others that were given. */
    public static Hosts of(List<String> others, int port, boolean tls) {
        Set<String> all = new HashSet<>(LOOPBACK);
        others.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
        return new Hosts(all, port, tls);
    }

    /** @throws Problem 421 or 403 */
    void check(String host, String origin) {
        if (host == null || !isOurs(host)) {
            throw new Problem(421, "host", "this server is not called by that name; --host NAME allows one");
        }
        if (origin != null && !isOurOrigin(origin)) {
            throw new Problem(403, "origin", "pages of another origin may not call this server");
        }
    }

    private boolean isOurs(String host) {
        String text = host.toLowerCase(Locale.ROOT);
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > text.lastIndexOf(']');
        String name = hasPort ? text.substring(0, colon) : text;
        String named = hasPort ? text.substring(colon + 1) : tls ? "443" : "80";
        return names.contains(name) && named.equals(Integer.toString(port));
    }

    private boolean isOurOrigin(String origin) {
        try {
            URI uri = new URI(origin);
            return (tls ? "https" : "http").equals(uri.getScheme())
                    && uri.getRawAuthority() != null
                    && isOurs(uri.getRawAuthority());
        } catch (URISyntaxException notOne) {
            return false;
        }
    }
}
