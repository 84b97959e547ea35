package io.reprise.mcp;

import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.time.SystemClock;
import io.reprise.mcp.command.AgentService;
import io.reprise.mcp.server.AgentServer;
import io.reprise.mcp.transport.HttpTransport;
import io.reprise.research.access.Audit;
import io.reprise.research.access.AuditEntry;
import io.reprise.research.access.Budget;
import io.reprise.research.access.Scope;
import io.reprise.research.access.TokenStore;
import io.reprise.research.jobs.JobQueue;
import io.reprise.research.jobs.Sessions;
import io.reprise.research.proposal.EngineTarget;
import io.reprise.research.proposal.Proposals;
import io.reprise.research.workspace.Desks;
import io.reprise.research.workspace.SmallWorkspace;
import io.reprise.research.workspace.Workspace;
import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A workspace with a market journal and tokens, and a server over it in this process. */
final class AgentWorkspace implements AutoCloseable {
    static final String JOURNAL = SmallWorkspace.JOURNAL;

    private static final long JOB_SECONDS = 300;

    final Workspace workspace;
    final TokenStore tokens;
    final Audit audit;
    final AgentServer server;
    final Proposals proposals;
    final URI address;

    private final JobQueue jobs;
    private final Desks desks;
    private final EngineTarget target;
    private final HttpTransport http;
    private final Undertow undertow;

    AgentWorkspace(Path folder) throws IOException {
        workspace = SmallWorkspace.in(folder);
        SystemClock clock = new SystemClock();
        tokens = TokenStore.open(workspace.sideCar(), clock);
        audit = Audit.open(workspace.sideCar(), clock);
        jobs = JobQueue.open(workspace, clock, JOB_SECONDS);
        StrategyCatalog catalog = StrategyCatalog.load(AgentWorkspace.class.getClassLoader());
        desks = new Desks(catalog);
        target = new EngineTarget(workspace, catalog);
        target.noteCallsOf(audit);
        proposals = Proposals.open(workspace, clock, jobs, target);
        server = AgentService.server(
                workspace,
                desks,
                audit,
                jobs,
                Sessions.of(workspace, clock),
                proposals,
                target,
                catalog,
                clock,
                Path.of(System.getProperty("reprise.home", "..")));
        http = AgentService.http(server, tokens);
        undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(http)
                .build();
        undertow.start();
        InetSocketAddress bound =
                (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
        address = URI.create("http://127.0.0.1:" + bound.getPort() + "/mcp");
    }

    String token(String name, Scope... scopes) {
        return tokens.create(name, List.of(scopes), null, Budget.DEFAULT).text();
    }

    /** The newest entry of what was called. */
    AuditEntry newest(String what) {
        return audit.newest(1, entry -> entry.what().equals(what)).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("'" + what + "' was not audited; there is "
                        + audit.newest(10, entry -> true).stream()
                                .map(AuditEntry::what)
                                .toList()));
    }

    @Override
    public void close() {
        http.closeGracefully().block();
        undertow.stop();
        jobs.close();
        desks.close();
        target.close();
        audit.close();
    }
}
