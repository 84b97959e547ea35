package io.reprise.engine.control;

import io.reprise.codecs.CommandKind;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.OperatorCommandDecoder;
import io.reprise.codecs.OperatorCommandEncoder;
import io.reprise.codecs.OperatorOrderDecoder;
import io.reprise.codecs.OperatorOrderEncoder;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.ParameterValueDecoder;
import io.reprise.codecs.ParameterValueEncoder;
import io.reprise.codecs.RunTextDecoder;
import io.reprise.codecs.RunTextEncoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TextKind;
import io.reprise.codecs.TimeInForce;
import io.reprise.codecs.ValueType;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.journal.CommandQueue;
import io.reprise.engine.risk.Limit;
import io.reprise.engine.risk.RiskPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A command as frames. The last is an OperatorCommand or an OperatorOrder and carries the command's id and the hash of its
 * idempotency key; a parameter set's values or a note's text come before it, so that what a crash cut in two is taken to its
 * end at the next start. Not safe from several threads.
 */
public final class CommandFrames {
    private static final int NONE = -1;
    private static final int TEXT_BYTES = RunTextEncoder.textLength();
    /** What fits into one command with the frame that ends it. */
    static final int NOTE_BYTES_MAX = 100 * TEXT_BYTES;

    private final UnsafeBuffer frames = new UnsafeBuffer(new byte[CommandQueue.COMMAND_BYTES_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private int length;

    UnsafeBuffer buffer() {
        return frames;
    }

    int length() {
        return length;
    }

    /** Offset of the frame that carries the command's id. */
    static int last(UnsafeBuffer frames, int length) {
        int at = 0;
        while (at + Event.frameLength(frames, at) < length) {
            at += Event.frameLength(frames, at);
        }
        return at;
    }

    private int claim() {
        frames.setMemory(length, Event.FRAME_BYTES_MAX, (byte) 0);
        return length;
    }

    private void commit() {
        length += Event.frameLength(frames, length);
    }

    /** Starts a new command. */
    CommandFrames begin() {
        length = 0;
        return this;
    }

    /**
     * Adds an OperatorCommand, which ends the command.
     *
     * @param instrumentId -1 for none or all
     * @param strategyId -1 for none
     * @param orderId -1 for none
     */
    void command(CommandKind kind, int instrumentId, int strategyId, long orderId, long tokenId, long keyHash) {
        new OperatorCommandEncoder()
                .wrapAndApplyHeader(frames, claim(), header)
                .instrumentId(instrumentId)
                .sourceId(0)
                .commandKind(kind)
                .commandId(0)
                .strategyId(strategyId)
                .orderId(orderId)
                .tokenId(tokenId)
                .argument(keyHash);
        commit();
    }

    /** Adds an OperatorOrder, which ends the command. */
    void order(int instrumentId, Command.PlaceOrder order, long tokenId, long keyHash) {
        new OperatorOrderEncoder()
                .wrapAndApplyHeader(frames, claim(), header)
                .instrumentId(instrumentId)
                .sourceId(0)
                .side(order.side())
                .commandId(0)
                .tokenId(tokenId)
                .argument(keyHash)
                .orderQty(order.qty())
                .limitPx(order.type() == OrderType.LIMIT ? order.limitPx() : Fixed.NULL_PX)
                .stopPx(order.type() == OrderType.STOP ? order.stopPx() : Fixed.NULL_PX)
                .orderType(order.type())
                .timeInForce(order.timeInForce());
        commit();
    }

    /** Adds the values of a full parameter set. */
    void parameters(int strategyId, Parameters set) {
        List<Parameter> definitions = set.definitions();
        for (int i = 0; i < definitions.size(); i++) {
            ParameterValueEncoder value = new ParameterValueEncoder().wrapAndApplyHeader(frames, claim(), header);
            value.instrumentId(NONE).sourceId(0);
            value.flags().clear().first(i == 0).last(i == definitions.size() - 1);
            value.valueType(definitions.get(i).type())
                    .commandId(0)
                    .strategyId(strategyId)
                    .index(i)
                    .value(set.value(i))
                    .name(definitions.get(i).name());
            commit();
        }
    }

    /**
     * Adds a set of limits.
     *
     * @param limits by key, in a fixed order
     */
    void limits(Map<String, String> limits, Names names) {
        int index = 0;
        for (Map.Entry<String, String> one : limits.entrySet()) {
            int point = one.getKey().indexOf('.');
            String key = point < 0 ? one.getKey() : one.getKey().substring(0, point);
            String scope = point < 0 ? "" : one.getKey().substring(point + 1);
            Limit limit = Limit.find(key);
            if (limit == null) {
                throw new IllegalArgumentException("there is no limit '" + one.getKey() + "'; there are "
                        + Arrays.stream(Limit.values()).map(Limit::key).collect(Collectors.joining(", ")));
            }
            boolean isOfInstrument = limit.isOfInstrument() && !scope.isEmpty();
            ParameterValueEncoder value = new ParameterValueEncoder().wrapAndApplyHeader(frames, claim(), header);
            value.instrumentId(isOfInstrument ? names.instrumentId(scope) : NONE)
                    .sourceId(0);
            value.flags().clear().first(index == 0).last(index == limits.size() - 1);
            value.valueType(ValueType.INTEGER)
                    .commandId(0)
                    .strategyId(NONE)
                    .index(index)
                    .value(RiskPolicy.parse(limit, one.getKey(), one.getValue()))
                    .name(isOfInstrument ? key : one.getKey());
            commit();
            index++;
        }
    }

    /** Adds a text. */
    void text(String note) {
        byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > NOTE_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a note has 1 to " + NOTE_BYTES_MAX + " bytes of text, not " + bytes.length);
        }
        for (int from = 0, index = 0; from < bytes.length; from += TEXT_BYTES, index++) {
            int count = Math.min(TEXT_BYTES, bytes.length - from);
            RunTextEncoder piece = new RunTextEncoder().wrapAndApplyHeader(frames, claim(), header);
            piece.instrumentId(NONE).sourceId(0);
            piece.flags().clear().first(from == 0).last(from + count == bytes.length);
            piece.textKind(TextKind.NOTE).index(index).length(count).putText(bytes, from, count);
            commit();
        }
    }

    /** The texts of the parameter values in a command, by name. */
    static Map<String, String> values(UnsafeBuffer frames, int length, List<Parameter> definitions) {
        Map<String, String> texts = new LinkedHashMap<>();
        ParameterValueDecoder value = new ParameterValueDecoder();
        for (int at = 0; at < length; at += Event.frameLength(frames, at)) {
            if (Event.templateId(frames, at) == ParameterValueDecoder.TEMPLATE_ID) {
                value.wrapAndApplyHeader(frames, at, new MessageHeaderDecoder());
                texts.put(value.name(), definitions.get(value.index()).text(value.value()));
            }
        }
        return texts;
    }

    /**
     * Gives a command that came in its id and source; false when it is none that the engine takes: whoever can write to the
     * queue may write anything.
     */
    public static boolean number(UnsafeBuffer frames, int length, long commandId, int sourceId) {
        try {
            int last = last(frames, length);
            int kind = endKind(frames, last);
            for (int at = 0; at < last; at += Event.frameLength(frames, at)) {
                if (!mayPrecede(frames, at, kind)) {
                    return false;
                }
            }
            for (int at = 0; at < length; at += Event.frameLength(frames, at)) {
                number(frames, at, last, commandId, sourceId);
            }
            return kind != NONE;
        } catch (IllegalArgumentException unknownChoice) {
            return false;
        }
    }

    private static boolean hasBlock(UnsafeBuffer frames, int at, int templateId, int blockLength) {
        return Event.templateId(frames, at) == templateId
                && Event.frameLength(frames, at) == Event.HEADER_BYTES + blockLength;
    }

    /** The kind of the frame that ends a command, 0 for an order, -1 when it is none that an operator may send. */
    private static int endKind(UnsafeBuffer frames, int at) {
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        if (hasBlock(frames, at, OperatorCommandDecoder.TEMPLATE_ID, OperatorCommandDecoder.BLOCK_LENGTH)) {
            CommandKind kind = new OperatorCommandDecoder()
                    .wrapAndApplyHeader(frames, at, header)
                    .commandKind();
            return kind == CommandKind.STOP || kind == CommandKind.NULL_VAL ? NONE : kind.value();
        }
        if (hasBlock(frames, at, OperatorOrderDecoder.TEMPLATE_ID, OperatorOrderDecoder.BLOCK_LENGTH)) {
            OperatorOrderDecoder order = new OperatorOrderDecoder().wrapAndApplyHeader(frames, at, header);
            boolean isWhole = order.side() != Side.NULL_VAL
                    && order.orderType() != OrderType.NULL_VAL
                    && order.timeInForce() != TimeInForce.NULL_VAL;
            return isWhole ? 0 : NONE;
        }
        return NONE;
    }

    private static boolean mayPrecede(UnsafeBuffer frames, int at, int kind) {
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        if (kind == CommandKind.SET_PARAMETERS.value() || kind == CommandKind.SET_LIMITS.value()) {
            return hasBlock(frames, at, ParameterValueDecoder.TEMPLATE_ID, ParameterValueDecoder.BLOCK_LENGTH)
                    && new ParameterValueDecoder()
                                    .wrapAndApplyHeader(frames, at, header)
                                    .valueType()
                            != null;
        }
        return kind == CommandKind.NOTE.value()
                && hasBlock(frames, at, RunTextDecoder.TEMPLATE_ID, RunTextDecoder.BLOCK_LENGTH)
                && new RunTextDecoder().wrapAndApplyHeader(frames, at, header).textKind() == TextKind.NOTE;
    }

    private static void number(UnsafeBuffer frames, int at, int last, long commandId, int sourceId) {
        int body = at + Event.HEADER_BYTES;
        if (at < last && Event.templateId(frames, at) == ParameterValueDecoder.TEMPLATE_ID) {
            new ParameterValueEncoder().wrap(frames, body).commandId(commandId).sourceId(sourceId);
        } else if (at < last) {
            new RunTextEncoder().wrap(frames, body).sourceId(sourceId);
        } else if (Event.templateId(frames, at) == OperatorOrderDecoder.TEMPLATE_ID) {
            new OperatorOrderEncoder().wrap(frames, body).commandId(commandId).sourceId(sourceId);
        } else if (Event.templateId(frames, at) == OperatorCommandDecoder.TEMPLATE_ID) {
            new OperatorCommandEncoder().wrap(frames, body).commandId(commandId).sourceId(sourceId);
        }
    }
}
