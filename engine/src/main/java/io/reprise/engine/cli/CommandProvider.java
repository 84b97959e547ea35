package io.reprise.engine.cli;

import java.util.List;

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
}
