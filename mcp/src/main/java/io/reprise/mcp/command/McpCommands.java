package io.reprise.mcp.command;

import io.reprise.engine.cli.CommandProvider;
import java.util.List;

/** The commands of this module. */
public final class McpCommands implements CommandProvider {
    @Override
    public List<Object> commands() {
        return List.of(new McpCommand());
    }
}
