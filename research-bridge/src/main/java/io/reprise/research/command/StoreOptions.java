package io.reprise.research.command;

import io.reprise.research.history.HistoricalDataStore;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where history is. */
final class StoreOptions {
    static final String STORE = "data/store";
    static final String JOURNALS = "data/journals";

    @Option(
            names = "--store",
            defaultValue = STORE,
            paramLabel = "DIR",
            description = "The cold store (default: ${DEFAULT-VALUE}).")
    private Path store;

    @Option(
            names = "--journals",
            paramLabel = "DIR",
            description = "A folder below which market journals lie; repeatable (default: " + JOURNALS + ").")
    private List<Path> journals;

    Path store() {
        return store;
    }

    List<Path> journals() {
        return journals == null ? List.of(Path.of(JOURNALS)) : journals;
    }

    HistoricalDataStore open() {
        return HistoricalDataStore.open(store, journals());
    }
}
