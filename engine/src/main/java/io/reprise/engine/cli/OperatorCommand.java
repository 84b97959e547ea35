package io.reprise.engine.cli;

import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.control.Command;
import io.reprise.engine.control.EngineLink;
import io.reprise.engine.control.Taken;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.fixed.Fixed;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an operator says to a running engine, by the command queue: it works without the side-car. */
abstract class OperatorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOURNAL", description = "The journal of the running session.")
    private Path journal;

    @Option(
            names = "--key",
            paramLabel = "TEXT",
            defaultValue = EngineLink.NO_KEY,
            description = "Idempotency key: the same key again gives the first answer, and nothing is done twice.")
    private String key;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    /** What is to be sent. */
    abstract Command command();

    @Override
    public Integer call() {
        Taken taken;
        try (EngineLink link = EngineLink.open(journal)) {
            taken = link.send(command(), key, 0);
        }
        boolean refused = taken.answer() != null && !taken.answer().approved();
        spec.commandLine().getOut().println(json ? json(taken, refused) : text(taken, refused));
        return refused ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    private String json(Taken taken, boolean refused) {
        long orderId = taken.answer() == null ? -1 : taken.answer().orderId();
        return "{\"command\": \"" + spec.name() + "\", \"sequence\": " + taken.seq()
                + (taken.repeated() ? ", \"repeated\": true" : "")
                + (orderId >= 0 ? ", \"orderId\": " + orderId : "")
                + (refused ? ", \"refused\": \"" + taken.answer().reason() + "\"" : "") + "}";
    }

    private String text(Taken taken, boolean refused) {
        String order = taken.answer() == null || taken.answer().orderId() < 0
                ? ""
                : " (order " + taken.answer().orderId() + ")";
        String effect = taken.repeated() ? " had taken effect at sequence " : " took effect at sequence ";
        return refused
                ? spec.name() + order + " was refused at sequence " + taken.seq() + ", "
                        + taken.answer().reason() + ": "
                        + taken.answer().reason().text()
                : spec.name() + order + effect + taken.seq();
    }

    /** What holds the account, or else one strategy or one instrument. */
    abstract static class StateCommand extends OperatorCommand {
        @CommandLine.ArgGroup
        private Of of = new Of();

        private static final class Of {
            @Option(names = "--strategy", paramLabel = "NAME", description = "Only this strategy, by name or number.")
            private String strategy;

            @Option(names = "--instrument", paramLabel = "NAME", description = "Only this instrument.")
            private String instrument;
        }

        abstract Command ofAccount();

        abstract Command of(Command.Target target, String name);

        @Override
        final Command command() {
            return of.strategy != null
                    ? of(Command.Target.STRATEGY, of.strategy)
                    : of.instrument != null ? of(Command.Target.INSTRUMENT, of.instrument) : ofAccount();
        }
    }

    @CommandLine.Command(
            name = "halt",
            description =
                    "Lets no new position be opened in a running session, restarts included, until resume; closing"
                            + " orders pass.")
    static final class Halt extends StateCommand {
        @Override
        Command ofAccount() {
            return new Command.Halt();
        }

        @Override
        Command of(Command.Target target, String name) {
            return new Command.Restrain(target, name, false);
        }
    }

    @CommandLine.Command(
            name = "resume",
            description = "Lifts a halt, reduce-only, and a tripped breaker, in a running session; of a strategy or an"
                    + " instrument what was laid on it.")
    static final class Resume extends StateCommand {
        @Override
        Command ofAccount() {
            return new Command.Resume();
        }

        @Override
        Command of(Command.Target target, String name) {
            return new Command.Activate(target, name);
        }
    }

    @CommandLine.Command(
            name = "reduce-only",
            description = "Lets only orders pass that make a position smaller, in a running session, until resume.")
    static final class ReduceOnly extends StateCommand {
        @Override
        Command ofAccount() {
            return new Command.ReduceOnly();
        }

        @Override
        Command of(Command.Target target, String name) {
            return new Command.Restrain(target, name, true);
        }
    }

    @CommandLine.Command(
            name = "kill",
            description = "The kill switch of a running session: cancels all orders, closes all positions where"
                    + " on-kill=flatten is set, and lets nothing be opened, restarts included, until clear-kill.")
    static final class Kill extends OperatorCommand {
        @Override
        Command command() {
            return new Command.Kill();
        }
    }

    @CommandLine.Command(name = "clear-kill", description = "Turns the kill switch of a running session off.")
    static final class ClearKill extends OperatorCommand {
        @Override
        Command command() {
            return new Command.ClearKill();
        }
    }

    @CommandLine.Command(
            name = "limits",
            description = "Gives a running session new limits, all at once or none; those left out stay.")
    static final class SetLimits extends OperatorCommand {
        @Option(
                names = "--limit",
                required = true,
                paramLabel = "KEY=VALUE",
                description = "A limit as in backtest, such as leverage=2, class.CRYPTO=30%% or max-position=none;"
                        + " repeatable.")
        private Map<String, String> limits = new LinkedHashMap<>();

        @Override
        Command command() {
            return new Command.SetLimits(limits);
        }
    }

    @CommandLine.Command(name = "flatten", description = "Closes every position of a running session, or one.")
    static final class Flatten extends OperatorCommand {
        @Option(names = "--instrument", paramLabel = "NAME", description = "Only the positions in this instrument.")
        private String instrument;

        @Override
        Command command() {
            return instrument == null ? new Command.Flatten() : new Command.FlattenInstrument(instrument);
        }
    }

    @CommandLine.Command(name = "cancel-all", description = "Cancels every working order of a running session.")
    static final class CancelAll extends OperatorCommand {
        @Override
        Command command() {
            return new Command.CancelAll();
        }
    }

    @CommandLine.Command(name = "cancel", description = "Cancels one working order of a running session.")
    static final class Cancel extends OperatorCommand {
        @Option(names = "--order", required = true, paramLabel = "ID", description = "The order's id.")
        private long orderId;

        @Override
        Command command() {
            return new Command.CancelOrder(orderId);
        }
    }

    @CommandLine.Command(
            name = "stop-strategy",
            description = "Takes no more orders from a strategy of a running session; it goes on seeing its bars.")
    static final class StopStrategy extends OperatorCommand {
        @Option(names = "--strategy", required = true, paramLabel = "NAME", description = "Its name or number.")
        private String strategy;

        @Override
        Command command() {
            return new Command.StopStrategy(strategy);
        }
    }

    @CommandLine.Command(
            name = "start-strategy",
            description = "Takes orders from a stopped strategy of a running session again.")
    static final class StartStrategy extends OperatorCommand {
        @Option(names = "--strategy", required = true, paramLabel = "NAME", description = "Its name or number.")
        private String strategy;

        @Override
        Command command() {
            return new Command.StartStrategy(strategy);
        }
    }

    @CommandLine.Command(
            name = "order",
            description = "Sends an order of your own to a running session, through the same risk checks as any other:"
                    + " a market order unless --limit or --stop gives a price.")
    static final class Order extends OperatorCommand {
        @Option(names = "--instrument", required = true, paramLabel = "NAME", description = "What to trade.")
        private String instrument;

        @Option(names = "--side", required = true, paramLabel = "SIDE", description = "buy or sell.")
        private String side;

        @Option(names = "--qty", required = true, paramLabel = "QTY", description = "How much, in whole lots.")
        private String qty;

        @Option(names = "--limit", paramLabel = "PRICE", description = "The worst price.")
        private String limit;

        @Option(names = "--stop", paramLabel = "PRICE", description = "The price at which it becomes a market order.")
        private String stop;

        @Option(
                names = "--time-in-force",
                paramLabel = "TIF",
                defaultValue = "GTC",
                description = "GTC, IOC or FOK; default: ${DEFAULT-VALUE}.")
        private String timeInForce;

        @Override
        Command command() {
            if (limit != null && stop != null) {
                throw new IllegalArgumentException("an order has a limit or a stop price, not both");
            }
            return new Command.PlaceOrder(
                    instrument,
                    choice("--side", side, List.of(Side.BUY, Side.SELL)),
                    limit != null ? OrderType.LIMIT : stop != null ? OrderType.STOP : OrderType.MARKET,
                    decimal("--qty", qty),
                    limit == null ? Fixed.NULL_PX : decimal("--limit", limit),
                    stop == null ? Fixed.NULL_PX : decimal("--stop", stop),
                    choice("--time-in-force", timeInForce, List.of(TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK)));
        }

        private static long decimal(String option, String text) {
            try {
                return Decimals.parse(text);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(option + " '" + text + "' is not a decimal number", e);
            }
        }

        private static <E extends Enum<E>> E choice(String option, String text, List<E> allowed) {
            for (E one : allowed) {
                if (one.name().equals(text.toUpperCase(Locale.ROOT))) {
                    return one;
                }
            }
            throw new IllegalArgumentException(option + " '" + text + "' is not one of "
                    + String.join(", ", allowed.stream().map(Enum::name).toList()));
        }
    }

    @CommandLine.Command(
            name = "parameters",
            description = "Gives a strategy of a running session new parameters, all at once; those left out stay.")
    static final class SetParameters extends OperatorCommand {
        @Option(names = "--strategy", required = true, paramLabel = "NAME", description = "Its name or number.")
        private String strategy;

        @Option(names = "--set", required = true, paramLabel = "NAME=VALUE", description = "A parameter; repeatable.")
        private Map<String, String> values = new LinkedHashMap<>();

        @Override
        Command command() {
            return new Command.SetParameters(strategy, values);
        }
    }

    @CommandLine.Command(name = "note", description = "Writes a text into the sequence of a running session's journal.")
    static final class Note extends OperatorCommand {
        @Option(names = "--text", required = true, paramLabel = "TEXT", description = "The text.")
        private String text;

        @Override
        Command command() {
            return new Command.Note(text);
        }
    }
}
