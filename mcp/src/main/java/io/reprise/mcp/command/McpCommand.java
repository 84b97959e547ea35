package io.reprise.mcp.command;

import io.reprise.engine.cli.ConfigOption;
import io.reprise.engine.cli.Sealing;
import io.reprise.engine.seal.SealThread;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.time.SystemClock;
import io.reprise.mcp.server.AgentServer;
import io.reprise.mcp.transport.HttpTransport;
import io.reprise.mcp.transport.StdioTransport;
import io.reprise.research.access.Audit;
import io.reprise.research.access.Principal;
import io.reprise.research.access.Scope;
import io.reprise.research.access.TokenStore;
import io.reprise.research.jobs.JobQueue;
import io.reprise.research.jobs.Sessions;
import io.reprise.research.proposal.EngineTarget;
import io.reprise.research.proposal.Proposals;
import io.reprise.research.workspace.Desks;
import io.reprise.research.workspace.Workspace;
import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mcp}: the server for an agent, on standard input and output, or on a port of this machine. */
@Command(
        name = "mcp",
        description =
                "Serves an agent by the Model Context Protocol on standard input and output: market data, backtests, "
                        + "sessions, explanations, and proposals that a person approves. docs/agents.md tells how to add it to a client.",
        footer =
                "Without a token it only reads. REPRISE_TOKEN or --token-file names one, made by ./run.sh token create.")
final class McpCommand implements Callable<Integer> {
    private static final String TOKEN_VARIABLE = "REPRISE_TOKEN";
    private static final long JOB_TIMEOUT_SECONDS = 3_600;
    private static final String LOOPBACK = "127.0.0.1";

    @Spec
    private CommandSpec spec;

    @Option(names = "--root", paramLabel = "DIR", description = "The workspace (default: the project's folder).")
    private Path root;

    @Option(names = "--token-file", paramLabel = "FILE", description = "A file that holds the agent's token.")
    private Path tokenFile;

    @Option(
            names = "--http",
            paramLabel = "PORT",
            description = "Serve streamable HTTP at /mcp on this port of 127.0.0.1 instead; 0 for any free port. "
                    + "Each request then carries its token.")
    private Integer port;

    @Mixin
    private ConfigOption configuration;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Path home = Path.of(System.getProperty("reprise.home", "."));
        Workspace workspace = Workspace.of(root != null ? root : home);
        SystemClock clock = new SystemClock();
        TokenStore tokens = TokenStore.open(workspace.sideCar(), clock);
        Supplier<Principal> caller = caller(tokens);
        caller.get(); // a token that is not valid is refused before anything is served
        StrategyCatalog catalog = StrategyCatalog.load(McpCommand.class.getClassLoader());
        Sealing sealing = Sealing.of(configuration.load(), err::println);
        Audit audit = Audit.open(workspace.sideCar(), clock);
        SealThread seals = sealing.start(audit.journal());
        try (audit;
                EngineTarget target = new EngineTarget(workspace, catalog);
                Desks desks = new Desks(catalog);
                JobQueue jobs = JobQueue.open(workspace, clock, JOB_TIMEOUT_SECONDS)) {
            target.noteCallsOf(audit);
            Proposals proposals = Proposals.open(workspace, clock, jobs, target);
            AgentServer server = AgentService.server(
                    workspace,
                    desks,
                    audit,
                    jobs,
                    Sessions.of(workspace, clock),
                    proposals,
                    target,
                    catalog,
                    clock,
                    home);
            if (port == null) {
                StdioTransport transport =
                        new StdioTransport(System.in, new FileOutputStream(FileDescriptor.out), server.guard(), caller);
                server.serve(transport);
                transport.run();
            } else {
                serveHttp(server, tokens, err);
            }
        } finally {
            if (seals != null) {
                seals.close(); // after the audit, whose last segment it seals
            }
        }
        return 0;
    }

    /** The token is asked for anew at each call, so that a revoked one ends at once. */
    private Supplier<Principal> caller(TokenStore tokens) throws IOException {
        String token = tokenFile != null
                ? Files.readString(tokenFile).strip()
                : System.getenv().getOrDefault(TOKEN_VARIABLE, "").strip();
        return token.isEmpty() ? () -> Principal.local("local", Set.of(Scope.READ)) : () -> tokens.verify(token);
    }

    private void serveHttp(AgentServer server, TokenStore tokens, PrintWriter err) throws IOException {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--http cannot be " + port + ": it must be from 0 to 65535");
        }
        tokens.firstStart().ifPresent(file -> err.println("the first token is in " + file + ": only you can read it"));
        HttpTransport transport = AgentService.http(server, tokens);
        Undertow undertow = Undertow.builder()
                .addHttpListener(port, LOOPBACK)
                .setHandler(new PathHandler().addExactPath("/mcp", transport))
                .build();
        undertow.start();
        try {
            InetSocketAddress address =
                    (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
            err.println("serving http://" + LOOPBACK + ":" + address.getPort() + "/mcp until standard input ends");
            err.flush();
            while (System.in.read() >= 0) {
                // whoever started it holds the other end
            }
        } finally {
            transport.closeGracefully().block();
            undertow.stop();
        }
    }
}
