package io.reprise.engine.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: collects every module's commands, runs one, and turns what went wrong into one sentence and a code. */
@Command(
        name = "./run.sh",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        description = "A low-latency trading engine: what ran live runs again.",
        footerHeading = "%n",
        footer = {
            "./run.sh without a command runs the demo; ./run.sh test runs every test.",
            "Exit codes: 0 ok, 1 failed, 2 bad usage."
        })
public final class Main implements Runnable {
    /** What a command line without a command asks for, where a module brings it. */
    private static final String DEFAULT_COMMAND = "demo";

    private static final Set<String> OWN_OPTIONS = Set.of("-h", "--help", "-V", "--version");

    @Spec
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        boolean debug = "1".equals(System.getenv("REPRISE_DEBUG"));
        int code = run(providers(), out, err, debug, args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Runs one command line; nothing is thrown, whatever the command does. Returns the exit code. */
    public static int run(
            Iterable<CommandProvider> providers, PrintWriter out, PrintWriter err, boolean debug, String... args) {
        Failures failures = new Failures(err, debug);
        try {
            CommandLine commandLine = commandLine(providers);
            commandLine.setOut(out);
            commandLine.setErr(err);
            commandLine.setParameterExceptionHandler(failures);
            commandLine.setExecutionExceptionHandler(failures);
            return commandLine.execute(withCommand(commandLine, args));
        } catch (Throwable failure) {
            return failures.report(failure);
        }
    }

    /** Options that come first are the default command's, but for those that are asked of the program itself. */
    private static String[] withCommand(CommandLine root, String[] args) {
        Set<String> commands = root.getSubcommands().keySet();
        String first = args.length == 0 ? DEFAULT_COMMAND : args[0];
        if (args.length > 0 && !first.startsWith("-") && !commands.contains(first)) {
            throw new IllegalArgumentException("there is no command '" + first + "' (./run.sh --help tells more)");
        }
        boolean isWhole = args.length > 0 && (commands.contains(first) || OWN_OPTIONS.contains(first));
        if (isWhole || !commands.contains(DEFAULT_COMMAND)) {
            return args;
        }
        return Stream.concat(Stream.of(DEFAULT_COMMAND), Stream.of(args)).toArray(String[]::new);
    }

    /** The root command with all that the providers bring, in alphabetical order, each with {@code --help}. */
    static CommandLine commandLine(Iterable<CommandProvider> providers) {
        CommandLine root = new CommandLine(new Main());
        List<CommandLine> commands = new ArrayList<>();
        for (CommandProvider provider : providers) {
            for (Object command : provider.commands()) {
                commands.add(new CommandLine(command));
            }
        }
        commands.sort(Comparator.comparing(CommandLine::getCommandName));
        for (CommandLine command : commands) {
            root.addSubcommand(command);
        }
        for (CommandProvider provider : providers) {
            provider.subcommands()
                    .forEach(
                            (above, command) -> root.getSubcommands().get(above).addSubcommand(command));
        }
        root.getCommandSpec().mixinStandardHelpOptions(true);
        root.getSubcommands().values().forEach(Main::addHelp);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setUsageHelpAutoWidth(true);
        return root;
    }

    private static void addHelp(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.findOption("--help") == null) {
            spec.addOption(CommandLine.Model.OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("Shows this help.")
                    .build());
        }
        command.getSubcommands().values().forEach(Main::addHelp);
    }

    private static Iterable<CommandProvider> providers() {
        return ServiceLoader.load(CommandProvider.class);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
