package io.reprise.engine.cli;

import io.reprise.engine.config.Configuration;
import io.reprise.engine.config.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code config check} and {@code config print}. */
@Command(name = "config", description = "Checks or prints the one configuration file.")
public final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: config check or config print");
    }

    /** Reads the configuration and says whether all of it is understood. */
    @Command(name = "check", description = "Reads the configuration and says whether all of it is understood.")
    int check(
            @Mixin ConfigOption config,
            @Option(names = "--json", description = "One JSON object on standard output.") boolean json)
            throws IOException {
        Configuration configuration = config.load();
        Path file = config.source();
        int set = 0;
        for (Setting setting : Setting.values()) {
            set += configuration.value(setting).origin().startsWith("default") ? 0 : 1;
        }
        if (json) {
            try (JsonOutput output = new JsonOutput(out())) {
                output.flag("ok", true).text("file", file == null ? null : file.toString());
                output.number("set", set).number("settings", Setting.values().length);
            }
        } else {
            out().println((file == null ? "no configuration file" : file + " is understood") + ": " + set + " of "
                    + Setting.values().length + " settings set, the others at their defaults");
        }
        return 0;
    }

    /** Prints every setting's effective value and where it comes from. */
    @Command(name = "print", description = "Prints every setting's effective value and where it comes from.")
    int print(
            @Mixin ConfigOption config,
            @Option(names = "--json", description = "One JSON object on standard output.") boolean json)
            throws IOException {
        Configuration configuration = config.load();
        if (json) {
            printJson(configuration, config.source());
            return 0;
        }
        for (Setting setting : Setting.values()) {
            Configuration.Value value = configuration.value(setting);
            out().println("# " + setting.description() + " (" + setting.domain().range() + "); from " + value.origin());
            out().println(setting.key() + " = " + value.text());
        }
        return 0;
    }

    private void printJson(Configuration configuration, Path file) {
        try (JsonOutput json = new JsonOutput(out())) {
            json.text("file", file == null ? null : file.toString());
            json.array("settings", () -> {
                for (Setting setting : Setting.values()) {
                    Configuration.Value value = configuration.value(setting);
                    json.element(() -> json.text("key", setting.key())
                            .text("value", value.text())
                            .text("origin", value.origin())
                            .text("default", setting.defaultValue())
                            .text("range", setting.domain().range())
                            .text("variable", setting.variable())
                            .text("description", setting.description()));
                }
            });
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
