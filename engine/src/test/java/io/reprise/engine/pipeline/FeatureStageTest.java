package io.reprise.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.ActionKind;
import io.reprise.codecs.BarBoundaryEncoder;
import io.reprise.codecs.BookAction;
import io.reprise.codecs.CorporateActionEncoder;
import io.reprise.codecs.FundingRateEncoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.QuoteEncoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TradeEncoder;
import io.reprise.engine.book.BookFrames;
import io.reprise.engine.book.TopOfBook;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.StateTape;
import io.reprise.engine.event.Event;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.feature.FeatureSpec;
import io.reprise.engine.feature.JoinedSeries;
import io.reprise.engine.fixed.Fixed;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Trades, quotes, funding and splits of the event stream reach the features that read them. */
final class FeatureStageTest {
    private static final long MINUTE_NS = 60_000_000_000L;

    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Event event = new Event();
    private final Slot slot = new Slot(4, 8, 1, 4, false);

    private static BarSeries series(String... features) {
        BarSeries series = new BarSeries(0, BarSpec.parse("1m"));
        for (String feature : features) {
            series.require(FeatureSpec.parse(feature));
        }
        return series;
    }

    private void take(FeatureStage stage) {
        slot.clear();
        stage.onEvent(event.wrap(frame, 0), slot);
    }

    private void trade(FeatureStage stage, long tsNs, long px, long qty, Side side) {
        new TradeEncoder()
                .wrapAndApplyHeader(frame, 0, header)
                .tsEventNs(tsNs)
                .tsInitNs(tsNs)
                .instrumentId(0)
                .side(side)
                .px(px * Fixed.ONE)
                .qty(qty * Fixed.ONE);
        take(stage);
    }

    private void quote(FeatureStage stage, long tsNs, long bid, long bidQty, long ask, long askQty) {
        new QuoteEncoder()
                .wrapAndApplyHeader(frame, 0, header)
                .tsEventNs(tsNs)
                .tsInitNs(tsNs)
                .instrumentId(0)
                .bidPx(bid * Fixed.ONE)
                .bidQty(bidQty * Fixed.ONE)
                .askPx(ask * Fixed.ONE)
                .askQty(askQty * Fixed.ONE);
        take(stage);
    }

    private void boundary(FeatureStage stage, long tsNs) {
        new BarBoundaryEncoder()
                .wrapAndApplyHeader(frame, 0, header)
                .tsEventNs(tsNs)
                .tsInitNs(tsNs)
                .instrumentId(0)
                .periodNs(MINUTE_NS);
        take(stage);
    }

    @Test
    void givesEachFeatureWhatItReads() {
        BarSeries series = series("signed-volume", "quote-imbalance", "funding-rate", "sma(1)");
        FeatureStage stage = new FeatureStage(1, new BarSeries[] {series}, new JoinedSeries[0]);
        new FundingRateEncoder()
                .wrapAndApplyHeader(frame, 0, header)
                .tsEventNs(1)
                .tsInitNs(1)
                .instrumentId(0)
                .rateE12(250_000_000);
        take(stage);
        quote(stage, 2, 99, 30, 101, 10);
        trade(stage, 3, 101, 7, Side.BUY);
        trade(stage, 4, 99, 2, Side.SELL);
        assertFalse(stage.takesRuns(0), "single trades are read");
        boundary(stage, MINUTE_NS);
        assertEquals(1, slot.deliveryCount());
        assertEquals(5, series.value(0));
        assertEquals(0.5, series.value(1));
        assertEquals(0.00025, series.value(2), 1e-18);
        assertEquals(99, series.value(3));
    }

    @Test
    void splitsThemAtThatInstant() {
        BarSeries series = series("sma(2)", "signed-volume(2)");
        FeatureStage stage = new FeatureStage(1, new BarSeries[] {series}, new JoinedSeries[0]);
        trade(stage, 3, 700, 14, Side.BUY);
        boundary(stage, MINUTE_NS);
        new CorporateActionEncoder()
                .wrapAndApplyHeader(frame, 0, header)
                .tsEventNs(MINUTE_NS + 1)
                .tsInitNs(MINUTE_NS + 1)
                .instrumentId(0)
                .actionKind(ActionKind.SPLIT)
                .numerator(7)
                .denominator(1);
        take(stage);
        trade(stage, MINUTE_NS + 2, 102, 7, Side.SELL);
        boundary(stage, 2 * MINUTE_NS);
        assertTrue(series.ready(0));
        assertEquals(101, series.value(0), 1e-12);
        assertEquals(202 * Fixed.ONE, series.raw(0));
        assertEquals(14 * 7 - 7, series.value(1), 1e-9);
    }

    @Test
    void takesTheBestPricesOfAWholeUpdateAsAQuote() {
        BarSeries series = series("quote-imbalance");
        FeatureStage stage = new FeatureStage(1, new BarSeries[] {series}, new JoinedSeries[0]);
        TopOfBook top = stage.topOfBook();
        BookFrames frames = new BookFrames().at(2);
        stage.onEvent(frames.snapshot(BookFrames.FIRST, Side.BUY, 99, 30), slot);
        assertEquals(TopOfBook.NULL_PX, top.bidPx(0), "no update is looked at before its end");
        stage.onEvent(frames.snapshot(BookFrames.LAST, Side.SELL, 101, 10), slot);
        assertEquals("99 30 101 10", top.bidPx(0) + " " + top.bidQty(0) + " " + top.askPx(0) + " " + top.askQty(0));
        trade(stage, 3, 100, 1, Side.BUY);
        boundary(stage, MINUTE_NS);
        assertEquals(0.5, series.value(0));
        stage.onEvent(frames.at(3).delta(BookFrames.WHOLE, BookAction.SET, Side.BUY, 101, 1), slot);
        assertEquals(TopOfBook.NULL_PX, top.askPx(0), "a crossed book has no price");
        StateTape saved = new StateTape();
        stage.saveState(saved);
        FeatureStage loaded = new FeatureStage(1, new BarSeries[] {series("quote-imbalance")}, new JoinedSeries[0]);
        loaded.loadState(saved);
        assertTrue(saved.isReadToTheEnd());
        assertTrue(loaded.books().feed(0).book().isCrossed());
    }

    @Test
    void keepsAQuoteThatIsNewerThanTheBook() {
        FeatureStage stage = new FeatureStage(1, new BarSeries[0], new JoinedSeries[0]);
        quote(stage, 5, 99, 30, 101, 10);
        BookFrames frames = new BookFrames().at(4);
        stage.onEvent(frames.snapshot(BookFrames.FIRST, Side.BUY, 98, 1), slot);
        stage.onEvent(frames.snapshot(BookFrames.LAST, Side.SELL, 102, 1), slot);
        assertEquals(99 * Fixed.ONE, stage.topOfBook().bidPx(0));
        stage.onEvent(frames.at(5).delta(BookFrames.WHOLE, BookAction.SET, Side.BUY, 97, 1), slot);
        assertEquals(98, stage.topOfBook().bidPx(0));
    }
}
