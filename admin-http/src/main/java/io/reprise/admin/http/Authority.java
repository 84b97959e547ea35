package io.reprise.admin.http;

import io.reprise.research.access.Principal;

/** Says who holds a token. Safe from any thread. */
public interface Authority {
    /**
     * Who holds it.
     *
     * @throws io.reprise.research.access.AccessDenied when nobody does
     */
    Principal verify(String token);
}
