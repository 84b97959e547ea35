package io.reprise.research.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * Shows what the demo made, until the user ends it. Found by {@link java.util.ServiceLoader}: the module that has a console
 * brings one.
 */
public interface DemoConsole {
    /**
     * Shows it, and returns when the user has ended it and everything that was started has stopped.
     *
     * @param demo the demo's folder
     * @param market the market journal that a paper session runs over
     * @param port where the console listens, 0 for any that is free
     */
    void show(Path demo, Path market, int port, PrintWriter out, PrintWriter err)
            throws IOException, InterruptedException;
}
