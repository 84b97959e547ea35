package io.reprise.research.command;

import io.reprise.engine.time.SystemClock;
import io.reprise.engine.time.Times;
import io.reprise.research.access.Budget;
import io.reprise.research.access.Scope;
import io.reprise.research.access.Token;
import io.reprise.research.access.TokenStore;
import io.reprise.research.store.Json;
import io.reprise.research.workspace.Workspace;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code token}: makes, lists and ends the tokens of people and agents. */
@Command(
        name = "token",
        description = "Makes, lists and revokes the tokens by which people and agents use the side-car.",
        subcommands = {TokenCommand.Create.class, TokenCommand.Listing.class, TokenCommand.Revoke.class})
final class TokenCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "one of create, list and revoke is missing");
    }

    /** What each has in common. */
    abstract static class Part implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--root", paramLabel = "DIR", description = "The workspace (default: the project's folder).")
        private Path root;

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        final TokenStore store() {
            return TokenStore.open(workspace(root).sideCar(), new SystemClock());
        }

        final void print(Map<String, Object> object, List<String> lines) {
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.print(Json.pretty(object));
            } else {
                lines.forEach(out::println);
            }
        }
    }

    /** The workspace of a command: the project's folder unless another is given. */
    static Workspace workspace(Path root) {
        return Workspace.of(root != null ? root : Path.of(System.getProperty("reprise.home", ".")));
    }

    private static Map<String, Object> shown(Token token) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", token.id());
        shown.put("name", token.name());
        shown.put("scopes", token.scopes());
        shown.put("created", token.created());
        shown.put("expires", token.expires());
        shown.put("revoked", token.revoked());
        shown.put("cpuSecondsPerDay", token.budget().cpuSeconds());
        shown.put("trialsPerDay", token.budget().trials());
        return shown;
    }

    @Command(name = "create", description = "Makes a token and shows it, this once.")
    static final class Create extends Part {
        private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([mhd])");

        @Parameters(paramLabel = "NAME", description = "Who or what holds it.")
        private String name;

        @Option(
                names = "--scope",
                required = true,
                split = ",",
                paramLabel = "SCOPE",
                description = "read, research, paper, live-propose, live-approve or admin; repeatable.")
        private List<String> scopes;

        @Option(names = "--expires", paramLabel = "IN", description = "Such as 90m, 12h or 30d (default: never).")
        private String expires;

        @Option(
                names = "--cpu-seconds",
                paramLabel = "N",
                description = "CPU seconds of its jobs in a day (default: 3600).")
        private long cpuSeconds = Budget.DEFAULT.cpuSeconds();

        @Option(names = "--trials", paramLabel = "N", description = "Runs of a strategy in a day (default: 1000).")
        private long trials = Budget.DEFAULT.trials();

        @Override
        public Integer call() {
            TokenStore.Created created = store().create(
                            name,
                            scopes.stream().map(Scope::parse).toList(),
                            expiresNs(),
                            new Budget(cpuSeconds, trials));
            Map<String, Object> object = shown(created.token());
            object.put("token", created.text());
            print(
                    object,
                    List.of(
                            created.text(),
                            "It is shown this once and stored as a hash. Scopes: "
                                    + String.join(", ", created.token().scopes())));
            return 0;
        }

        private Long expiresNs() {
            if (expires == null) {
                return null;
            }
            Matcher duration = DURATION.matcher(expires);
            if (!duration.matches()) {
                throw new IllegalArgumentException(
                        "--expires cannot be '" + expires + "': it takes a number with m, h or d, such as 30d");
            }
            TimeUnit unit = switch (duration.group(2)) {
                case "m" -> TimeUnit.MINUTES;
                case "h" -> TimeUnit.HOURS;
                default -> TimeUnit.DAYS;
            };
            long seconds = unit.toSeconds(Long.parseLong(duration.group(1)));
            if (seconds > TimeUnit.DAYS.toSeconds(36_500)) {
                throw new IllegalArgumentException("--expires cannot be '" + expires + "': at most 36500d");
            }
            return new SystemClock().epochNs() + seconds * Times.SECOND_NS;
        }
    }

    @Command(name = "list", description = "Shows all tokens that were made, without their secrets.")
    static final class Listing extends Part {
        @Override
        public Integer call() {
            List<Token> tokens = store().list();
            print(
                    Map.of("tokens", tokens.stream().map(TokenCommand::shown).toList()),
                    tokens.stream().map(TokenCommand::line).toList());
            return 0;
        }
    }

    private static String line(Token token) {
        String end = token.revoked() != null
                ? "revoked " + token.revoked()
                : token.expires() != null ? "expires " + token.expires() : "does not expire";
        return "%s  %-24s  %-40s  %s".formatted(token.id(), token.name(), String.join(",", token.scopes()), end);
    }

    @Command(name = "revoke", description = "Ends a token at once.")
    static final class Revoke extends Part {
        @Parameters(paramLabel = "ID", description = "Its id, or its name.")
        private String id;

        @Override
        public Integer call() {
            Token token = store().revoke(id);
            print(shown(token), List.of("the token '" + token.name() + "' is revoked"));
            return 0;
        }
    }
}
