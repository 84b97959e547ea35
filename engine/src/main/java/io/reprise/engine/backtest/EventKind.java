package io.reprise.engine.backtest;

import io.reprise.codecs.AllocationShareDecoder;
import io.reprise.codecs.BarBoundaryDecoder;
import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.BookDeltaDecoder;
import io.reprise.codecs.BookSnapshotDecoder;
import io.reprise.codecs.BorrowRateDecoder;
import io.reprise.codecs.CashRateDecoder;
import io.reprise.codecs.CommandKind;
import io.reprise.codecs.CorporateActionDecoder;
import io.reprise.codecs.DenialDecoder;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.FundingRateDecoder;
import io.reprise.codecs.OperatorCommandDecoder;
import io.reprise.codecs.QuoteDecoder;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.event.Event;

/** Where a sequenced event came from. */
enum EventKind {
    /** A bar's end, by the driver. */
    BOUNDARY("bar boundary"),
    /** Market data, corporate actions, carry and shares of capital, from outside. */
    MARKET("market event"),
    /** Anything else from outside, such as an operator's command. */
    COMMAND("command"),
    /** What followed from the others: a report or a denial. */
    ANSWER("report"),
    /** The driver's last word. */
    END("end");

    private static final int KIND = Event.HEADER_BYTES + OperatorCommandDecoder.commandKindEncodingOffset();
    private static final int SOURCE = Event.HEADER_BYTES + OperatorCommandDecoder.sourceIdEncodingOffset();

    private static final int PRICE_RANK = 3;

    private final String text;

    EventKind(String text) {
        this.text = text;
    }

    /** For people. */
    String text() {
        return text;
    }

    static EventKind of(Event event) {
        return switch (event.templateId()) {
            case TradeDecoder.TEMPLATE_ID,
                    BarDecoder.TEMPLATE_ID,
                    QuoteDecoder.TEMPLATE_ID,
                    BookDeltaDecoder.TEMPLATE_ID,
                    BookSnapshotDecoder.TEMPLATE_ID,
                    CorporateActionDecoder.TEMPLATE_ID,
                    FundingRateDecoder.TEMPLATE_ID,
                    BorrowRateDecoder.TEMPLATE_ID,
                    CashRateDecoder.TEMPLATE_ID,
                    AllocationShareDecoder.TEMPLATE_ID -> MARKET;
            case BarBoundaryDecoder.TEMPLATE_ID -> BOUNDARY;
            case ExecutionReportDecoder.TEMPLATE_ID, DenialDecoder.TEMPLATE_ID -> ANSWER;
            case OperatorCommandDecoder.TEMPLATE_ID -> isEnd(event) ? END : COMMAND;
            default -> COMMAND;
        };
    }

    /** Whether frames of a template come from market journals. */
    static boolean isMarket(int templateId) {
        return isMarketData(templateId) || rank(templateId) < PRICE_RANK;
    }

    /** Whether it is a trade, a bar, a quote, or a row of a book. */
    static boolean isMarketData(int templateId) {
        return hasPrice(templateId) || isQuoted(templateId);
    }

    /** Whether it says what is wanted and offered: a quote, or a row of a book. */
    static boolean isQuoted(int templateId) {
        return templateId == QuoteDecoder.TEMPLATE_ID
                || templateId == BookDeltaDecoder.TEMPLATE_ID
                || templateId == BookSnapshotDecoder.TEMPLATE_ID;
    }

    /** Whether it is a trade or a bar. */
    static boolean hasPrice(int templateId) {
        return templateId == TradeDecoder.TEMPLATE_ID || templateId == BarDecoder.TEMPLATE_ID;
    }

    /** Order of market events at equal time (rule 34 of docs/semantics.md). */
    static int rank(int templateId) {
        return switch (templateId) {
            case FundingRateDecoder.TEMPLATE_ID, BorrowRateDecoder.TEMPLATE_ID, CashRateDecoder.TEMPLATE_ID -> 0;
            case CorporateActionDecoder.TEMPLATE_ID -> 1;
            case AllocationShareDecoder.TEMPLATE_ID -> 2;
            default -> PRICE_RANK;
        };
    }

    private static boolean isEnd(Event event) {
        return event.buffer().getByte(event.offset() + KIND) == CommandKind.STOP.value()
                && event.buffer().getShort(event.offset() + SOURCE) == EventSequencer.DRIVER_SOURCE;
    }
}
