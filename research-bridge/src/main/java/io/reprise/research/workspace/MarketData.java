package io.reprise.research.workspace;

import java.util.List;

/**
 * A market journal.
 *
 * @param id in the workspace
 * @param dataset name for people
 * @param instruments that it holds
 * @param kind trades or bars
 * @param bar of its bars, such as 1m; null for trades
 * @param events market events
 * @param from tsEvent of the first, ISO-8601 UTC
 * @param to tsEvent of the last
 * @param sha256 of its frames
 * @param rejectedRows rows of its files that were no events
 * @param findings what a reader should know of it, in sentences
 */
public record MarketData(
        String id,
        String dataset,
        List<String> instruments,
        String kind,
        String bar,
        long events,
        String from,
        String to,
        String sha256,
        long rejectedRows,
        List<String> findings) {
    public MarketData {
        instruments = List.copyOf(instruments);
        findings = List.copyOf(findings);
    }
}
