package io.reprise.admin.serve;

import io.reprise.admin.http.Limits;
import io.reprise.engine.time.SystemClock;
import io.reprise.research.access.TokenStore;
import io.reprise.research.workspace.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: the side-car, until a signal ends it. */
@Command(
        name = "serve",
        description = "The side-car: API, stream, metrics and console over the workspace's journals, until Ctrl-C.",
        footer = "The password of a PKCS12 key is read from $REPRISE_TLS_PASSWORD.")
final class ServeCommand implements Callable<Integer> {
    static final int PORT = 8750;
    private static final int REQUESTS_MAX = 1_000_000;
    private static final int PORT_MAX = 65_535;
    private static final String PASSWORD = "REPRISE_TLS_PASSWORD";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            defaultValue = "" + PORT,
            paramLabel = "N",
            description = "Port; 0 takes any that is free (default: " + PORT + ").")
    private int port;

    @Option(
            names = "--bind",
            defaultValue = "127.0.0.1",
            paramLabel = "ADDRESS",
            description = "Address to listen at (default: 127.0.0.1, for this machine only).")
    private String bind;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "Another name by which browsers may call it; repeatable.")
    private List<String> names = List.of();

    @Option(names = "--root", paramLabel = "DIR", description = "The workspace (default: this project's folder).")
    private Path root;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "Key for TLS: a PKCS12 file (.p12, .pfx), or PEM (PKCS8, not encrypted).")
    private Path tlsKey;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "Certificates of a PEM key, the server's own first (default: in the key's file).")
    private Path tlsCertificates;

    @Option(
            names = "--insecure",
            description = "Listen beyond this machine without TLS: tokens can be read on the way.")
    private boolean insecure;

    @Option(
            names = "--requests-per-second",
            defaultValue = "200",
            paramLabel = "N",
            description = "Most of one address in the long run; twice as many at once (default: 200).")
    private int requestsPerSecond;

    @Option(
            names = "--wrong-tokens",
            defaultValue = "10",
            paramLabel = "N",
            description = "Most wrong tokens of one address at once, before it must wait (default: 10).")
    private int wrongTokens;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException("--port cannot be " + port + ": it must be from 0 to " + PORT_MAX);
        }
        if (requestsPerSecond < 1 || requestsPerSecond > REQUESTS_MAX) {
            throw new IllegalArgumentException("--requests-per-second must be from 1 to " + REQUESTS_MAX);
        }
        if (wrongTokens < 1 || wrongTokens > REQUESTS_MAX) {
            throw new IllegalArgumentException("--wrong-tokens must be from 1 to " + REQUESTS_MAX);
        }
        requireSafe();
        Path home = Path.of(System.getProperty("reprise.home", ""));
        Workspace workspace = Workspace.of(root != null ? root : home);
        SSLContext tls = tlsKey == null ? null : Tls.context(tlsKey, tlsCertificates, password());
        TokenStore.open(workspace.sideCar(), new SystemClock()).firstStart();
        List<String> called = new ArrayList<>(names);
        if (!isWildcard()) {
            called.add(bind.contains(":") ? "[" + bind + "]" : bind);
        }
        Limits limits = Limits.DEFAULT
                .withRate(requestsPerSecond, 2 * requestsPerSecond)
                .withGuesses(wrongTokens);
        SideCar.Settings settings =
                new SideCar.Settings(workspace.root(), bind, port, called, tls, limits, Console.folder());
        try (EndOnSignal signal = new EndOnSignal();
                SideCar sideCar = SideCar.start(settings)) {
            out.println("console  " + Console.address(sideCar, tls != null, shownHost()) + Console.token(workspace));
            if (!sideCar.hasConsole()) {
                out.println(Console.NOT_BUILT);
            }
            out.flush();
            signal.await();
        }
        return 0;
    }

    /** A token on its way through a network must not be readable. */
    private void requireSafe() {
        try {
            boolean isLocal = InetAddress.getByName(bind).isLoopbackAddress();
            if (!isLocal && tlsKey == null && !insecure) {
                throw new IllegalArgumentException("--bind " + bind + " listens beyond this machine, where tokens would"
                        + " be read on the way: give a key by --tls-key, or say --insecure");
            }
        } catch (UnknownHostException none) {
            throw new IllegalArgumentException("--bind cannot be '" + bind + "': there is no such address", none);
        }
    }

    private boolean isWildcard() throws UnknownHostException {
        return InetAddress.getByName(bind).isAnyLocalAddress();
    }

    private String shownHost() throws UnknownHostException {
        if (!names.isEmpty()) {
            return names.getFirst();
        }
        return isWildcard() ? "127.0.0.1" : bind.contains(":") ? "[" + bind + "]" : bind;
    }

    private static char[] password() {
        String password = System.getenv(PASSWORD);
        return password == null ? null : password.toCharArray();
    }
}
