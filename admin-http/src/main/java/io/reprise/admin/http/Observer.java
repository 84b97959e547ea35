package io.reprise.admin.http;

import io.reprise.research.access.Principal;

/** Is told of every call before its answer leaves: for logs, metrics and the audit. Must be quick. */
public interface Observer {
    /** A call is about to be answered. */
    void answering(Ended ended);

    /**
     * A call and how it ended.
     *
     * @param route null when the address is none
     * @param principal null when there is none
     * @param call null when it was refused before it was understood
     * @param problem null when there was none
     * @param failure what was not expected, null when nothing was
     */
    record Ended(
            String method,
            String path,
            Route route,
            Principal principal,
            Call call,
            Answer answer,
            Problem problem,
            long durationNs,
            Throwable failure) {}
}
