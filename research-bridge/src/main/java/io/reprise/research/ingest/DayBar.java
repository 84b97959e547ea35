package io.reprise.research.ingest;

import java.time.LocalDate;

/**
 * A daily bar as traded. Prices and volume at 1e-8.
 *
 * @param date of the session, in the zone of its venue
 * @param volume -1 where the source has none in units of the instrument
 */
public record DayBar(LocalDate date, long open, long high, long low, long close, long volume) {}
