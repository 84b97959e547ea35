package io.reprise.research.reference;

import java.nio.file.Path;

/** Checks a LEAN map file. */
public final class TickerFile {
    private TickerFile() {}

    /**
     * How many tickers it has.
     *
     * @throws IllegalArgumentException in one sentence, when it is none
     */
    public static int names(Path file) {
        return LeanIdentities.mapFile(file).names().size();
    }
}
