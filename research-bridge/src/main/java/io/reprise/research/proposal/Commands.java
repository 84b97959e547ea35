package io.reprise.research.proposal;

import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.control.Command;
import io.reprise.engine.control.Command.Target;
import io.reprise.engine.fixed.Decimals;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Actions as the engine's typed commands, and as a sentence. Without state. */
public final class Commands {
    private static final long NO_PX = Long.MIN_VALUE;
    private static final int TEXT_CHARS_MAX = 100;

    private Commands() {}

    /**
     * The command that an action is.
     *
     * @throws IllegalArgumentException when its arguments are not those that its kind takes
     */
    public static Command of(Action action) {
        Arguments given = new Arguments(action);
        Command command = switch (action.kind()) {
            case "halt" -> new Command.Halt();
            case "resume" -> new Command.Resume();
            case "flatten" -> new Command.Flatten();
            case "cancel-all" -> new Command.CancelAll();
            case "reduce-only" -> new Command.ReduceOnly();
            case "flatten-instrument" -> new Command.FlattenInstrument(given.text("instrument"));
            case "stop-strategy" -> new Command.StopStrategy(given.text("strategy"));
            case "start-strategy" -> new Command.StartStrategy(given.text("strategy"));
            case "cancel-order" -> new Command.CancelOrder(given.id("orderId"));
            case "parameters" -> new Command.SetParameters(given.text("strategy"), given.values("values"));
            case "order" -> order(given);
            case "kill" -> new Command.Kill();
            case "clear-kill" -> new Command.ClearKill();
            case "limits" -> new Command.SetLimits(given.values("values"));
            case "halt-strategy" -> new Command.Restrain(Target.STRATEGY, given.text("strategy"), false);
            case "halt-instrument" -> new Command.Restrain(Target.INSTRUMENT, given.text("instrument"), false);
            case "reduce-only-strategy" -> new Command.Restrain(Target.STRATEGY, given.text("strategy"), true);
            case "reduce-only-instrument" -> new Command.Restrain(Target.INSTRUMENT, given.text("instrument"), true);
            case "resume-strategy" -> new Command.Activate(Target.STRATEGY, given.text("strategy"));
            case "resume-instrument" -> new Command.Activate(Target.INSTRUMENT, given.text("instrument"));
            default -> throw new IllegalArgumentException("there is no command '" + action.kind() + "'");
        };
        given.requireAllTaken();
        return command;
    }

    private static Command order(Arguments given) {
        OrderType type = given.choice("type", OrderType.class, OrderType.MARKET);
        return new Command.PlaceOrder(
                given.text("instrument"),
                given.choice("side", Side.class, null),
                type,
                given.positive("qty"),
                type == OrderType.LIMIT ? given.positive("limitPx") : NO_PX,
                type == OrderType.STOP ? given.positive("stopPx") : NO_PX,
                given.choice("timeInForce", TimeInForce.class, TimeInForce.GTC));
    }

    /** What a command does, in one sentence for whoever decides. */
    public static String sentence(Command command) {
        return switch (command) {
            case Command.Halt _ -> "no new position may be opened until it is resumed; closing orders pass";
            case Command.Resume _ -> "new positions may be opened again; a tripped drawdown breaker is lifted";
            case Command.ReduceOnly _ -> "only orders that make a position smaller pass until it is resumed";
            case Command.Restrain one ->
                one.reduceOnly()
                        ? "only orders that make the position smaller pass of " + one.name() + " until it is resumed"
                        : "nothing may be opened by or in " + one.name() + " until it is resumed";
            case Command.Activate one -> "positions may be opened again by or in " + one.name();
            case Command.Kill _ ->
                "every order is canceled, positions are closed where so configured, and nothing may be opened until"
                        + " the kill switch is cleared";
            case Command.ClearKill _ -> "the kill switch is turned off";
            case Command.SetLimits set ->
                "the limits " + Command.SetParameters.text(set.limits()) + " are in force from then on";
            case Command.Flatten _ -> "every position is closed at the market";
            case Command.FlattenInstrument one -> "the position in " + one.instrument() + " is closed at the market";
            case Command.CancelAll _ -> "every working order is canceled";
            case Command.CancelOrder one -> "the working order " + one.orderId() + " is canceled";
            case Command.StopStrategy one ->
                "the strategy " + one.strategy() + " sends no more orders until it is started";
            case Command.StartStrategy one -> "the strategy " + one.strategy() + " may send orders again";
            case Command.PlaceOrder order ->
                order.side() + " " + Decimals.plain(order.qty()) + " " + order.instrument() + ", " + order.type()
                        + (order.limitPx() == NO_PX ? "" : " limit " + Decimals.plain(order.limitPx()))
                        + (order.stopPx() == NO_PX ? "" : " stop " + Decimals.plain(order.stopPx())) + ", "
                        + order.timeInForce() + ", through the same risk checks as a strategy's";
            case Command.SetParameters set ->
                "the strategy " + set.strategy() + " gets the parameters " + Command.SetParameters.text(set.values())
                        + ", from its next bar on";
            case Command.Note note -> "the note '" + note.text() + "' is written";
        };
    }

    /** An action's arguments, each of which must be taken. */
    private static final class Arguments {
        private final Action action;
        private final Set<String> taken = new LinkedHashSet<>();

        Arguments(Action action) {
            this.action = action;
        }

        private Object value(String key) {
            taken.add(key);
            return action.arguments().get(key);
        }

        private Object needed(String key) {
            Object value = value(key);
            if (value == null) {
                throw new IllegalArgumentException(action.kind() + " needs " + key);
            }
            return value;
        }

        String text(String key) {
            if (needed(key) instanceof String text && !text.isBlank() && text.length() <= TEXT_CHARS_MAX) {
                return text;
            }
            throw new IllegalArgumentException(key + " must be a text of at most " + TEXT_CHARS_MAX + " characters");
        }

        long id(String key) {
            if (needed(key) instanceof Number number && number.longValue() >= 0 && isWhole(number)) {
                return number.longValue();
            }
            throw new IllegalArgumentException(key + " must be a whole number");
        }

        private static boolean isWhole(Number number) {
            return number instanceof Integer || number instanceof Long;
        }

        /** An exact decimal above 0, as text or number. */
        long positive(String key) {
            Object value = needed(key);
            String text = value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
            try {
                long parsed = text.length() > TEXT_CHARS_MAX ? 0 : Decimals.parse(text);
                if (parsed > 0) {
                    return parsed;
                }
            } catch (NumberFormatException | ArithmeticException e) {
                // said below
            }
            throw new IllegalArgumentException(key + " must be a decimal above 0 with at most eight places");
        }

        <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
            Object value = otherwise == null ? needed(key) : value(key);
            if (value == null) {
                return otherwise;
            }
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> !constant.name().equals("NULL_VAL"))
                    .filter(constant -> constant.name().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(key + " must be one of "
                            + Arrays.stream(type.getEnumConstants())
                                    .map(Enum::name)
                                    .filter(name -> !name.equals("NULL_VAL"))
                                    .toList()));
        }

        Map<String, String> values(String key) {
            if (!(needed(key) instanceof Map<?, ?> map) || map.isEmpty() || map.size() > 64) {
                throw new IllegalArgumentException(key + " must be an object of 1 to 64 names and values");
            }
            Map<String, String> values = new LinkedHashMap<>();
            map.forEach((name, value) -> values.put(
                    String.valueOf(name),
                    value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value)));
            return values;
        }

        void requireAllTaken() {
            for (String key : action.arguments().keySet()) {
                if (!taken.contains(key)) {
                    throw new IllegalArgumentException(action.kind() + " does not take '" + key + "'");
                }
            }
        }
    }
}
