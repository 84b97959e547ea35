package io.reprise.engine.backtest;

import io.reprise.codecs.BarBoundaryDecoder;
import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.CommandKind;
import io.reprise.codecs.DenialDecoder;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.OperatorCommandDecoder;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.event.Event;

/** Where a sequenced event came from. */
enum EventKind {
    /** A bar's end, by the driver. */
    BOUNDARY,
    /** Market data, from outside. */
    MARKET,
    /** Anything else from outside, such as an operator's command. */
    COMMAND,
    /** What followed from the others: a report or a denial. */
    ANSWER,
    /** The driver's last word. */
    END;

    private static final int KIND = Event.HEADER_BYTES + OperatorCommandDecoder.commandKindEncodingOffset();
    private static final int SOURCE = Event.HEADER_BYTES + OperatorCommandDecoder.sourceIdEncodingOffset();

    static EventKind of(Event event) {
        return switch (event.templateId()) {
            case TradeDecoder.TEMPLATE_ID, BarDecoder.TEMPLATE_ID -> MARKET;
            case BarBoundaryDecoder.TEMPLATE_ID -> BOUNDARY;
            case ExecutionReportDecoder.TEMPLATE_ID, DenialDecoder.TEMPLATE_ID -> ANSWER;
            case OperatorCommandDecoder.TEMPLATE_ID -> isEnd(event) ? END : COMMAND;
            default -> COMMAND;
        };
    }

    private static boolean isEnd(Event event) {
        return event.buffer().getByte(event.offset() + KIND) == CommandKind.STOP.value()
                && event.buffer().getShort(event.offset() + SOURCE) == EventSequencer.DRIVER_SOURCE;
    }
}
