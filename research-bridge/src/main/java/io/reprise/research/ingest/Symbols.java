package io.reprise.research.ingest;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Keeps the rows of one symbol, where rows say what they are of. A market journal is of one instrument, so a source of
 * several symbols is refused until one is chosen. Owned by the thread that reads.
 */
final class Symbols {
    /** So many are named in a message. */
    private static final int SHOWN_MAX = 20;

    private final String source;
    private final String wanted;
    private final SortedSet<String> seen = new TreeSet<>();
    private boolean isFound;
    private long others;

    /** @param wanted the chosen one; null = the source has one */
    Symbols(String source, String wanted) {
        this.source = source;
        this.wanted = wanted;
    }

    /** Rows of other symbols so far. */
    long others() {
        return others;
    }

    /** Whether a row is of the symbol that is read. */
    boolean takes(Cells cells) {
        if (!cells.has(Column.SYMBOL)) {
            return true;
        }
        return takes(cells.cellText(Column.SYMBOL));
    }

    /** Likewise, of a row that says what it is of. */
    boolean takes(String symbol) {
        if (seen.size() < SHOWN_MAX) {
            seen.add(symbol);
        }
        boolean isTaken = wanted == null ? seen.size() == 1 : wanted.equals(symbol);
        isFound |= isTaken;
        others += isTaken ? 0 : 1;
        return isTaken;
    }

    /** The symbol that is read; null before any was seen. */
    String chosen() {
        return wanted != null ? wanted : seen.isEmpty() ? null : seen.first();
    }

    /**
     * Call at the end of the source.
     *
     * @throws IngestException when there are several symbols and none is chosen, or the chosen one is not there
     */
    void check() {
        if (wanted == null && seen.size() > 1) {
            throw new IngestException(
                    source + " has several symbols (" + list() + "): choose one with --symbol", List.copyOf(seen));
        }
        if (wanted != null && !seen.isEmpty() && !isFound) {
            throw new IngestException(source + " has no row of symbol " + wanted + ", but of " + list());
        }
    }

    private String list() {
        return String.join(", ", seen) + (seen.size() == SHOWN_MAX ? ", ..." : "");
    }
}
