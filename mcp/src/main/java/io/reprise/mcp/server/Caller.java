package io.reprise.mcp.server;

import io.modelcontextprotocol.common.McpTransportContext;
import io.reprise.research.access.AccessDenied;
import io.reprise.research.access.Principal;
import java.util.Map;
import java.util.function.Supplier;

/** Who a message is from, on its way from the transport to the tool. */
public final class Caller {
    private static final String KEY = "caller";

    private Caller() {}

    /** A context that says who calls; asked anew for each call, so that a revoked token ends at once. */
    public static McpTransportContext context(Supplier<Principal> caller) {
        return McpTransportContext.create(Map.of(KEY, caller));
    }

    /** @throws AccessDenied when the token is not valid any more */
    static Principal of(McpTransportContext context) {
        if (context.get(KEY) instanceof Supplier<?> caller && caller.get() instanceof Principal principal) {
            return principal;
        }
        throw new AccessDenied(AccessDenied.Reason.NO_TOKEN, "a token is needed");
    }
}
