package io.reprise.research.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two collectors' files of one venue's funding, in two zones, are one series. */
final class FundingClockTest {
    @Test
    void bybitInTheCollectorsZoneIsBybitInUtc() {
        assumeTrue(Files.exists(SharedFiles.DATA.resolve("MANIFEST.tsv")), SharedFiles.DATA + " is not there");
        List<EventFile.Happening> utc = read("lean/cryptofuture/bybit/margin_interest/btcusdt.csv", "UTC");
        List<EventFile.Happening> local =
                read("crypto-funding/supervik/BTC-USDT_bybit_2021-01-01_2024-01-01_funding_history.csv.gz", "UTC+3");
        List<EventFile.Happening> same = local.stream()
                .filter(one -> one.tsNs() >= utc.getFirst().tsNs()
                        && one.tsNs() <= utc.getLast().tsNs())
                .toList();
        assertEquals(3, utc.size());
        assertEquals(utc, same);
    }

    private static List<EventFile.Happening> read(String file, String zone) {
        return EventFile.funding(SourceFile.parse(SharedFiles.DATA.resolve(file).toString()), ZoneId.of(zone), null);
    }
}
