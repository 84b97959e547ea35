package io.reprise.research.vector;

import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.BarKind;
import io.reprise.codecs.InstrumentDefinitionDecoder;
import io.reprise.engine.backtest.FrameFilter;
import io.reprise.engine.backtest.JournalView;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.event.InstrumentFrames;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.time.Times;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/**
 * The bars of a market journal of one instrument, a column a field: prices and volumes at 1e-8, times epoch ns. Immutable
 * once read, so threads share it; its columns are to be read only.
 */
public final class BarTable {
    /** What a table can hold: some 6 GiB of columns would be more than any machine that this is for. */
    private static final int BARS_MAX = 100_000_000;

    private static final int CAPACITY = 1 << 16;

    private final Instrument instrument;
    private final long periodNs;
    private int count;
    private long[] endNs = new long[CAPACITY];
    private long[] knownNs = new long[CAPACITY];
    private long[] openPx = new long[CAPACITY];
    private long[] highPx = new long[CAPACITY];
    private long[] lowPx = new long[CAPACITY];
    private long[] closePx = new long[CAPACITY];
    private long[] volume = new long[CAPACITY];

    private BarTable(Instrument instrument, long periodNs) {
        this.instrument = instrument;
        this.periodNs = periodNs;
    }

    /**
     * Reads a market journal.
     *
     * @throws IllegalArgumentException in one sentence, when it holds anything but the time bars of one instrument
     */
    public static BarTable read(Path journal) {
        FrameFilter all = new FrameFilter(
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                Set.of(InstrumentDefinitionDecoder.TEMPLATE_ID, BarDecoder.TEMPLATE_ID));
        try (JournalView view = JournalView.ofStream(journal, JournalFolder.INBOUND, all)) {
            Instrument instrument = null;
            BarTable table = null;
            Event event = new Event();
            while (view.advance()) {
                event.wrap(view.buffer(), view.offset());
                if (event.templateId() == InstrumentDefinitionDecoder.TEMPLATE_ID) {
                    if (instrument != null) {
                        throw refused(journal, "it has more than one instrument");
                    }
                    instrument = InstrumentFrames.decode(view.buffer(), view.offset());
                } else {
                    table = table == null ? new BarTable(instrument, event.barPeriodNs()) : table;
                    if (event.barPeriodNs() != table.periodNs) {
                        throw refused(journal, "its bars are not all of one period");
                    }
                    table.add(event);
                }
            }
            if (table == null) {
                throw refused(journal, "it holds no bars");
            }
            return table;
        }
    }

    private static IllegalArgumentException refused(Path journal, String why) {
        return new IllegalArgumentException("the journal " + journal + " cannot be taken as columns: " + why
                + "; --event-driven runs it through the pipeline");
    }

    private void add(Event bar) {
        if (count == BARS_MAX) {
            throw new IllegalArgumentException("a table of bars holds at most " + BARS_MAX);
        }
        if (count == endNs.length) {
            grow();
        }
        endNs[count] = bar.tsEventNs();
        knownNs[count] = bar.tsInitNs();
        openPx[count] = bar.barOpenPx();
        highPx[count] = bar.barHighPx();
        lowPx[count] = bar.barLowPx();
        closePx[count] = bar.barClosePx();
        volume[count] = bar.barVolume();
        count++;
    }

    private void grow() {
        int capacity = Math.min(BARS_MAX, 2 * count);
        endNs = Arrays.copyOf(endNs, capacity);
        knownNs = Arrays.copyOf(knownNs, capacity);
        openPx = Arrays.copyOf(openPx, capacity);
        highPx = Arrays.copyOf(highPx, capacity);
        lowPx = Arrays.copyOf(lowPx, capacity);
        closePx = Arrays.copyOf(closePx, capacity);
        volume = Arrays.copyOf(volume, capacity);
    }

    public Instrument instrument() {
        return instrument;
    }

    /** Of its bars. */
    public BarSpec spec() {
        return new BarSpec(BarKind.TIME, periodNs);
    }

    /** Bars. */
    public int count() {
        return count;
    }

    long startNs(int bar) {
        return endNs[bar] - periodNs;
    }

    /** Exclusive end of a bar. */
    long endNs(int bar) {
        return endNs[bar];
    }

    /** When a bar was known: its event's tsInit. */
    long knownNs(int bar) {
        return knownNs[bar];
    }

    /** The UTC day that a bar belongs to, from 1970-01-01: of the nanosecond before its end (rule 31). */
    long epochDay(int bar) {
        return Math.floorDiv(endNs[bar] - 1, Times.DAY_NS);
    }

    long[] openPx() {
        return openPx;
    }

    long[] highPx() {
        return highPx;
    }

    long[] lowPx() {
        return lowPx;
    }

    long[] closePx() {
        return closePx;
    }

    long[] volume() {
        return volume;
    }
}
