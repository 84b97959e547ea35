package io.reprise.engine.backtest;

import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.OrderIntentDecoder;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.RiskVerdictDecoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.StrategySignalDecoder;
import io.reprise.codecs.Verdict;
import io.reprise.engine.event.Event;
import io.reprise.engine.event.FramePrinter;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.risk.Reason;
import java.util.Locale;
import org.agrona.concurrent.UnsafeBuffer;

/** Outbound frames in words. */
final class DecisionText {
    private static final long NO_ORDER = -1;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    /** What a frame decided, in a few words. */
    String of(UnsafeBuffer frame) {
        return switch (Event.templateId(frame, 0)) {
            case StrategySignalDecoder.TEMPLATE_ID ->
                signal(new StrategySignalDecoder().wrapAndApplyHeader(frame, 0, header));
            case OrderIntentDecoder.TEMPLATE_ID ->
                intent(new OrderIntentDecoder().wrapAndApplyHeader(frame, 0, header));
            case RiskVerdictDecoder.TEMPLATE_ID ->
                verdict(new RiskVerdictDecoder().wrapAndApplyHeader(frame, 0, header));
            case OrderCommandDecoder.TEMPLATE_ID ->
                command(new OrderCommandDecoder().wrapAndApplyHeader(frame, 0, header));
            default -> FramePrinter.json(frame, 0);
        };
    }

    private static String signal(StrategySignalDecoder signal) {
        return "signal " + state(signal.previous()) + " to " + state(signal.signal()) + " at "
                + Decimals.plain(signal.px()) + ", equity " + Decimals.plain(signal.equity()) + ", position "
                + Decimals.plain(signal.position());
    }

    private static String state(int state) {
        return state > 0 ? "long" : state < 0 ? "short" : "flat";
    }

    private static String intent(OrderIntentDecoder intent) {
        if (intent.orderAction() != OrderAction.NEW) {
            return "order " + intent.orderId() + ": " + lower(intent.orderAction());
        }
        return "order " + intent.orderId() + ": "
                + order(intent.side(), intent.orderQty(), intent.orderType(), intent.limitPx(), intent.stopPx())
                + (intent.closing() != 0 ? ", closing" : ", opening");
    }

    private static String order(Side side, long qty, OrderType type, long limitPx, long stopPx) {
        String px = switch (type) {
            case LIMIT -> " " + Decimals.plain(limitPx);
            case STOP -> " " + Decimals.plain(stopPx);
            default -> "";
        };
        return lower(side) + " " + Decimals.plain(qty) + " " + lower(type) + px;
    }

    private static String verdict(RiskVerdictDecoder verdict) {
        Reason reason = Reason.of(verdict.reason());
        String subject = verdict.orderId() == NO_ORDER ? "risk" : "order " + verdict.orderId();
        if (reason == Reason.NONE) {
            return subject + " approved";
        }
        String numbers = verdict.actualValue() == 0 && verdict.limitValue() == 0
                ? ""
                : " (" + reason.number(verdict.actualValue()) + " against " + reason.number(verdict.limitValue()) + ")";
        return subject + (verdict.verdict() == Verdict.APPROVED ? ": " : " denied, ") + reason + ": " + reason.text()
                + numbers;
    }

    private static String command(OrderCommandDecoder command) {
        return command.orderAction() == OrderAction.NEW
                ? "order " + command.orderId() + " sent: "
                        + order(
                                command.side(),
                                command.orderQty(),
                                command.orderType(),
                                command.limitPx(),
                                command.stopPx())
                : "order " + command.orderId() + " sent: " + lower(command.orderAction());
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
