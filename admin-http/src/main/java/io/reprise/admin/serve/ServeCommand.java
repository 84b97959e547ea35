package io.reprise.admin.serve;

import io.reprise.admin.http.Hosts;
import io.reprise.admin.http.Limits;
import io.reprise.engine.time.SystemClock;
import io.reprise.research.access.TokenStore;
import io.reprise.research.workspace.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: the side-car, until a signal ends it. */
@Command(
        name = "serve",
        description = "The side-car: API, stream and console over the workspace's journals, until Ctrl-C.")
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--port", defaultValue = "8750", paramLabel = "N", description = "Port (default: 8750).")
    private int port;

    @Option(
            names = "--bind",
            defaultValue = "127.0.0.1",
            paramLabel = "ADDRESS",
            description = "Address to listen at (default: 127.0.0.1, this machine only).")
    private String bind;

    @Option(names = "--root", paramLabel = "DIR", description = "The workspace (default: this project's folder).")
    private Path root;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path home = Path.of(System.getProperty("reprise.home", ""));
        Path folder = root != null ? root : home;
        SystemClock clock = new SystemClock();
        Workspace workspace = Workspace.of(folder);
        TokenStore.open(workspace.sideCar(), clock).firstStart();
        Path token = workspace.sideCar().resolve(TokenStore.FIRST_TOKEN_FILE);
        SideCar.Settings settings = new SideCar.Settings(
                folder, bind, port, new Hosts(Hosts.LOOPBACK, port, false), Limits.DEFAULT, home.resolve("ui/dist"));
        CountDownLatch ending = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (SideCar sideCar = SideCar.start(settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                ending.countDown();
                try {
                    ended.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
            out.println("console  http://" + bind + ":" + sideCar.port() + "/"
                    + (Files.exists(token) ? "#token=" + Files.readString(token).strip() : ""));
            out.flush();
            ending.await();
        } finally {
            ended.countDown();
        }
        return 0;
    }
}
