package io.reprise.engine.cli;

import java.util.List;

/** The commands that need nothing but the engine. */
public final class EngineCommands implements CommandProvider {
    @Override
    public List<Object> commands() {
        return List.of(
                new ConfigCommand(),
                new DoctorCommand(),
                new ExportCommand(),
                new JournalCommand(),
                new OperatorCommand.Cancel(),
                new OperatorCommand.CancelAll(),
                new OperatorCommand.ClearKill(),
                new OperatorCommand.Flatten(),
                new OperatorCommand.Halt(),
                new OperatorCommand.Kill(),
                new OperatorCommand.Note(),
                new OperatorCommand.Order(),
                new OperatorCommand.ReduceOnly(),
                new OperatorCommand.Resume(),
                new OperatorCommand.SetLimits(),
                new OperatorCommand.SetParameters(),
                new OperatorCommand.StartStrategy(),
                new OperatorCommand.StopStrategy(),
                new WatchCommand());
    }
}
