package io.reprise.mcp.command;

import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.time.NanoClock;
import io.reprise.mcp.server.AgentServer;
import io.reprise.mcp.server.Bounds;
import io.reprise.mcp.tools.Services;
import io.reprise.mcp.tools.Tools;
import io.reprise.mcp.transport.HttpTransport;
import io.reprise.research.access.Audit;
import io.reprise.research.access.Idempotency;
import io.reprise.research.access.TokenStore;
import io.reprise.research.jobs.JobQueue;
import io.reprise.research.jobs.Sessions;
import io.reprise.research.proposal.ActionTarget;
import io.reprise.research.proposal.Proposals;
import io.reprise.research.workspace.Desks;
import io.reprise.research.workspace.Workspace;
import java.nio.file.Path;

/** Puts a server for agents together from the parts of a workspace. Without state. */
public final class AgentService {
    private AgentService() {}

    /**
     * The server over parts that somebody else owns and closes, such as the side-car.
     *
     * @param home the project's folder, where its pages are
     */
    public static AgentServer server(
            Workspace workspace,
            Desks desks,
            Audit audit,
            JobQueue jobs,
            Sessions sessions,
            Proposals proposals,
            ActionTarget target,
            StrategyCatalog catalog,
            NanoClock clock,
            Path home) {
        Bounds bounds = new Bounds();
        Services services = new Services(
                workspace,
                desks,
                jobs,
                sessions,
                proposals,
                target,
                Idempotency.open(workspace.sideCar(), clock),
                catalog,
                bounds);
        return new AgentServer(Tools.offer(services, home), audit, bounds, workspace::shown);
    }

    /** A server's streamable HTTP, as a handler to mount; close it with {@code closeGracefully().block()}. */
    public static HttpTransport http(AgentServer server, TokenStore tokens) {
        HttpTransport transport = new HttpTransport(tokens, server.guard());
        server.serve(transport);
        return transport;
    }
}
