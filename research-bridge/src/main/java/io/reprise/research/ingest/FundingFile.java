package io.reprise.research.ingest;

import io.reprise.research.store.AtomicFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/** A file of funding rates as a CSV of UTC times on the second and rates. */
public final class FundingFile {
    private static final int RATE_PLACES = 12;

    private FundingFile() {}

    /** @param note what was found, or empty */
    public record Result(int rates, String note) {}

    /**
     * Writes it.
     *
     * @param zone of stamps that name none
     * @throws IngestException in one sentence, when it is not of funding, or not in order
     */
    public static Result write(String file, ZoneId zone, Path target) throws IOException {
        EventIngest.Request request = new EventIngest.Request(
                EventIngest.Kind.FUNDING, SourceFile.parse(file), null, target, zone, null, null);
        List<EventFile.Happening> rates = EventFile.funding(request.file(), zone, null);
        EventIngest.requireOrder(request, rates);
        long intervalNs = EventIngest.intervalNs(request, rates);
        StringBuilder out = new StringBuilder("time,rate\n");
        for (EventFile.Happening one : rates) {
            BigDecimal rate = BigDecimal.valueOf(((EventFile.Funding) one).rateE12(), RATE_PLACES);
            out.append(MarketManifest.text(one.tsNs()))
                    .append(',')
                    .append(rate.stripTrailingZeros().toPlainString())
                    .append('\n');
        }
        AtomicFile.write(target, out);
        return new Result(
                rates.size(),
                FundingHours.finding(
                        rates.stream().mapToLong(EventFile.Happening::tsNs).toArray(), intervalNs));
    }
}
