package io.reprise.admin.http;

import io.reprise.research.access.Principal;

/** Is told of every call when it is answered: for logs, metrics and the audit. Must be quick. */
public interface Observer {
    /**
     * A call was answered.
     *
     * @param route null when the address is none
     * @param principal null when there is none
     * @param kind of the problem, null when there was none
     * @param failure what was not expected, null when nothing was
     */
    void answered(
            String method,
            String path,
            Route route,
            Principal principal,
            Answer answer,
            String kind,
            long durationNs,
            Throwable failure);
}
