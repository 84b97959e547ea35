package io.reprise.admin.serve;

import io.reprise.engine.cli.CommandProvider;
import java.util.List;

/** The commands of this module. */
public final class AdminCommands implements CommandProvider {
    @Override
    public List<Object> commands() {
        return List.of(new ServeCommand());
    }
}
