package io.reprise.research.workspace;

import java.nio.file.Path;

/**
 * Where a session or a run is.
 *
 * @param id in the workspace: of the session's folder, or of a run's report folder
 * @param name for people
 * @param kind paper or backtest
 * @param journal its journal
 * @param report folder of its report, which may not be there yet
 * @param running whether an engine writes the journal now
 */
public record SessionFolder(String id, String name, String kind, Path journal, Path report, boolean running) {
    public static final String PAPER = "paper";
    public static final String BACKTEST = "backtest";
}
