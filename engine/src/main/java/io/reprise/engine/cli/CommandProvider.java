package io.reprise.engine.cli;

import java.util.List;
import java.util.Map;

/**
 * Brings a module's commands to the command line. Found by {@link java.util.ServiceLoader}: name the implementation in
 * {@code META-INF/services/io.reprise.engine.cli.CommandProvider} of the module.
 */
public interface CommandProvider {
    /**
     * New objects annotated with picocli's {@code @Command}, each a {@code Callable<Integer>} that returns 0 (ok) or 1
     * (failed), or a {@code Runnable}. {@code --help} is added to each, so none declares it.
     */
    List<Object> commands();

    /** Commands below another module's, by the name of that one: {@code data} of {@code doctor}. */
    default Map<String, Object> subcommands() {
        return Map.of();
    }
}
