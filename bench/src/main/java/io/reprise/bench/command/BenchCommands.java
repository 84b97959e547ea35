package io.reprise.bench.command;

import io.reprise.engine.cli.CommandProvider;
import java.util.List;

/** The command of this module. */
public final class BenchCommands implements CommandProvider {
    @Override
    public List<Object> commands() {
        return List.of(new BenchCommand());
    }
}
