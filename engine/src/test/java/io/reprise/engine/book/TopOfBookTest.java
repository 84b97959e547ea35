package io.reprise.engine.book;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.engine.domain.StateInput;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TopOfBookTest {
    private static long[] all(TopOfBook book, int id) {
        return new long[] {
            book.lastPx(id),
            book.lastQty(id),
            book.lastTsEventNs(id),
            book.bidPx(id),
            book.bidQty(id),
            book.askPx(id),
            book.askQty(id),
            book.quoteTsEventNs(id)
        };
    }

    @Test
    void keepsTheNewestTradeAndQuoteOfEachInstrument() {
        long none = TopOfBook.NULL_PX;
        TopOfBook book = new TopOfBook(3);
        book.onTrade(1, 10, 100, 5);
        book.onTrade(1, 11, 101, 6);
        book.onQuote(2, 12, 99, 1, TopOfBook.NULL_PX, TopOfBook.NULL_QTY);
        book.onQuote(1, 13, 98, 2, 103, 4);
        assertArrayEquals(new long[] {none, none, none, none, none, none, none, none}, all(book, 0));
        assertArrayEquals(new long[] {101, 6, 11, 98, 2, 103, 4, 13}, all(book, 1));
        assertArrayEquals(new long[] {none, none, none, 99, 1, none, none, 12}, all(book, 2));
    }

    @Test
    void loadsWhatItSaved() {
        TopOfBook book = new TopOfBook(2);
        book.onTrade(0, 10, 100, 5);
        book.onQuote(1, 13, 98, 2, 103, 4);
        List<Long> saved = new ArrayList<>();
        book.saveState(saved::add);
        TopOfBook loaded = new TopOfBook(2);
        Iterator<Long> values = saved.iterator();
        StateInput in = values::next;
        loaded.loadState(in);
        List<Long> again = new ArrayList<>();
        loaded.saveState(again::add);
        assertEquals(saved, again);
        assertArrayEquals(all(book, 0), all(loaded, 0));
        assertArrayEquals(all(book, 1), all(loaded, 1));
    }
}
