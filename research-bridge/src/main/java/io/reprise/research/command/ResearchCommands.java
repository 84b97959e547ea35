package io.reprise.research.command;

import io.reprise.engine.cli.CommandProvider;
import io.reprise.research.ingest.IngestCommand;
import java.util.List;
import java.util.Map;

/** The commands of this module. */
public final class ResearchCommands implements CommandProvider {
    @Override
    public List<Object> commands() {
        return List.of(
                new AdjustCommand(),
                new ArchiveCommand(),
                new BacktestCommand(),
                new DecayCommand(),
                new DemoCommand(),
                new DivergeCommand(),
                new ExplainCommand(),
                new FeaturesCommand(),
                new ImportCommand(),
                new IngestCommand(),
                new MigrateCommand(),
                new NewStrategyCommand(),
                new PaperCommand(),
                new PortfolioCommand(),
                new QueryCommand(),
                new ReplayCommand(),
                new SliceCommand(),
                new StrategiesCommand(),
                new SweepCommand(),
                new TickerCommand(),
                new TokenCommand(),
                new UniverseCommand(),
                new ValidateCommand(),
                new WhatIfCommand());
    }

    @Override
    public Map<String, Object> subcommands() {
        return Map.of("doctor", new DoctorDataCommand());
    }
}
