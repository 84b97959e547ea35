package io.reprise.research.ingest;

import io.reprise.codecs.Side;
import io.reprise.engine.book.Book;
import io.reprise.engine.fixed.Fixed;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Kraken's checksum of a book: the CRC32 of the ten best asks, then the ten best bids, each as the digits of its price and
 * of its volume without point and leading zeros (Kraken's documentation of the book channel, version 1). Prices have as
 * many places as the venue writes, volumes eight. Owned by the thread that reads.
 */
final class KrakenChecksum {
    private static final int LEVELS = 10;

    private int places = Fixed.PLACES;

    /** How many places the venue writes after the point of a price. */
    void places(int newPlaces) {
        places = newPlaces;
    }

    long of(Book book) {
        StringBuilder digits = new StringBuilder();
        for (Side side : new Side[] {Side.SELL, Side.BUY}) {
            for (int level = 0; level < Math.min(LEVELS, book.levels(side)); level++) {
                BigDecimal px = BigDecimal.valueOf(book.px(side, level), Fixed.PLACES - places);
                digits.append(px.toBigInteger()).append(book.qty(side, level));
            }
        }
        CRC32 crc = new CRC32();
        crc.update(digits.toString().getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }
}
