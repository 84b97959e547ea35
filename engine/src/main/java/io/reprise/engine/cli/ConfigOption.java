package io.reprise.engine.cli;

import io.reprise.engine.config.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --config FILE}, mixed into every command that reads the configuration. */
public final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file; without it $REPRISE_CONFIG, then reprise.properties in this folder.")
    private Path file;

    /** The effective configuration. */
    public Configuration load() throws IOException {
        return Configuration.load(file, System.getenv(), Path.of(""));
    }

    /** The file it is read from, or null when there is none. */
    Path source() {
        return Configuration.file(file, System.getenv(), Path.of(""));
    }
}
