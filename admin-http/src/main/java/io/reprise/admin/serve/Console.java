package io.reprise.admin.serve;

import io.reprise.research.access.TokenStore;
import io.reprise.research.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the console is, and how its address is told. */
final class Console {
    /** Where the project's build puts it. */
    private static final String FOLDER = "target/ui";

    static final String NOT_BUILT =
            "the console is not built: ./run.sh serve builds it where Node.js 20.19 or newer is; the API works without it";

    private Console() {}

    /** The built console's folder. */
    static Path folder() {
        return Path.of(System.getProperty("reprise.home", "")).resolve(FOLDER);
    }

    static String address(SideCar sideCar, boolean tls, String host) {
        return (tls ? "https" : "http") + "://" + host + ":" + sideCar.port() + "/";
    }

    /** The first token as the address's fragment, which no browser sends to a server; empty once the file was taken away. */
    static String token(Workspace workspace) throws IOException {
        Path file = workspace.sideCar().resolve(TokenStore.FIRST_TOKEN_FILE);
        return Files.exists(file) ? "#token=" + Files.readString(file).strip() : "";
    }
}
