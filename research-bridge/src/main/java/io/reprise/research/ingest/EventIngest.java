package io.reprise.research.ingest;

import io.reprise.codecs.ActionKind;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.journal.JournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Reads what happens to the holders of an instrument (splits and dividends, funding, borrow costs, margin interest, shares of capital) into a journal of its
 * own, for the instrument and the period of a market journal: what lies outside the period is left out. A run merges it with
 * the market journal by time.
 */
final class EventIngest {
    /** What a file holds, and the zone of its stamps where it names none. */
    enum Kind {
        ACTIONS("America/New_York"),
        FUNDING("UTC"),
        BORROW("America/New_York"),
        INTEREST("America/New_York"),
        SHARES("UTC");

        private final String zone;

        Kind(String zone) {
            this.zone = zone;
        }

        ZoneId zone() {
            return ZoneId.of(zone);
        }

        String word() {
            return FormatFile.word(this);
        }
    }

    /**
     * @param file to read
     * @param market journal of the instrument
     * @param journal to be made
     * @param symbol which one of a file with several, or null
     * @param venue of funding; null = the one in the file's path, if any
     */
    record Request(Kind kind, SourceFile file, Path market, Path journal, ZoneId zone, String symbol, String venue) {}

    private EventIngest() {}

    static IngestResult run(Request request) {
        long startNs = System.nanoTime();
        MarketManifest market = market(request.market());
        List<EventFile.Happening> all = read(request, market);
        requireOrder(request, all);
        List<EventFile.Happening> inside = inside(all, market);
        if (inside.isEmpty()) {
            throw new IngestException(request.file().displayName() + " has nothing between "
                    + MarketManifest.text(market.firstTsNs()) + " and " + MarketManifest.text(market.lastTsNs())
                    + ", the period of " + request.market());
        }
        try (JournalFolder folder = new JournalFolder(request.journal())) {
            folder.open();
            if (folder.exists()) {
                throw new IngestException(request.journal() + " is already there: choose another folder for --journal");
            }
            String digest = write(request, folder.writing(), market, inside, intervalNs(request, all));
            folder.commit();
            return result(request, market.instrument(), all.size(), inside, digest, startNs);
        } catch (JournalException failed) {
            throw new IngestException(failed.getMessage(), failed);
        } catch (IOException failed) {
            throw new IngestException(
                    "the ingest failed: " + failed.getClass().getSimpleName() + " "
                            + Rejects.printable("" + failed.getMessage()),
                    failed);
        }
    }

    private static List<EventFile.Happening> inside(List<EventFile.Happening> all, MarketManifest market) {
        return all.stream()
                .filter(one -> one.tsNs() > market.firstTsNs() - Math.max(1, market.periodNs())
                        && (one.tsNs() <= market.lastTsNs() || one instanceof EventFile.Delisting))
                .toList();
    }

    /**
     * Makes a journal of events where there are any in the market journal's period.
     *
     * @return null when there are none: then no journal is made
     */
    static IngestResult runIfAny(Request request) {
        MarketManifest market = market(request.market());
        return inside(read(request, market), market).isEmpty() ? null : run(request);
    }

    private static MarketManifest market(Path folder) {
        try {
            return MarketManifest.ofProperties(MarketJournal.manifest(folder).properties());
        } catch (JournalException | IllegalArgumentException notAJournal) {
            throw new IngestException(
                    folder + " is no market journal (" + Rejects.printable("" + notAJournal.getMessage()) + ")",
                    notAJournal);
        }
    }

    private static List<EventFile.Happening> read(Request request, MarketManifest market) {
        try {
            return parse(request, market.lastTsNs());
        } catch (ArithmeticException e) {
            throw new IngestException(request.file().displayName() + " holds a number that cannot be reckoned with", e);
        }
    }

    private static List<EventFile.Happening> parse(Request request, long lastTsNs) {
        return switch (request.kind()) {
            case ACTIONS -> EventFile.actions(request.file(), request.zone(), request.symbol());
            case FUNDING -> EventFile.funding(request.file(), request.zone(), request.symbol());
            case BORROW -> RateFile.borrow(request.file(), request.zone(), lastTsNs);
            case INTEREST -> RateFile.interest(request.file(), request.zone(), lastTsNs);
            case SHARES -> EventFile.shares(request.file(), request.zone());
        };
    }

    static void requireOrder(Request request, List<EventFile.Happening> all) {
        for (int i = 1; i < all.size(); i++) {
            long before = all.get(i - 1).tsNs();
            long now = all.get(i).tsNs();
            if (now < before || now == before && request.kind() == Kind.FUNDING) {
                throw new IngestException(request.file().displayName() + " goes from " + MarketManifest.text(before)
                        + " to " + MarketManifest.text(now) + ": its rows must be in order of time");
            }
        }
    }

    /** The most common spacing of funding; eight-hour and hourly rates are never mixed. */
    static long intervalNs(Request request, List<EventFile.Happening> all) {
        if (request.kind() != Kind.FUNDING) {
            return 0;
        }
        Map<Long, Integer> counts = new HashMap<>();
        long common = 0;
        for (int i = 1; i < all.size(); i++) {
            long spacing = all.get(i).tsNs() - all.get(i - 1).tsNs();
            int count = counts.merge(spacing, 1, Integer::sum);
            common = count > counts.getOrDefault(common, 0) || count == counts.get(common) && spacing < common
                    ? spacing
                    : common;
        }
        for (int i = 1; i < all.size(); i++) {
            long spacing = all.get(i).tsNs() - all.get(i - 1).tsNs();
            if (spacing % common != 0) {
                throw new IngestException(request.file().displayName() + " mixes intervals: most rates are "
                        + common / 1_000_000_000L + " s apart, those up to "
                        + MarketManifest.text(all.get(i).tsNs())
                        + " are " + spacing / 1_000_000_000L + " s");
            }
        }
        return common;
    }

    private static String write(
            Request request, Path folder, MarketManifest market, List<EventFile.Happening> inside, long intervalNs)
            throws IOException {
        Instrument instrument = market.instrument();
        try (MarketJournal.Writer journal = MarketJournal.create(folder)) {
            FrameWriter writer = new FrameWriter(journal, instrument, 0);
            for (EventFile.Happening one : inside) {
                switch (one) {
                    case EventFile.Split split ->
                        writer.action(split.tsNs(), ActionKind.SPLIT, split.numerator(), split.denominator(), 0);
                    case EventFile.Dividend dividend ->
                        writer.action(dividend.tsNs(), ActionKind.DIVIDEND, 1, 1, dividend.amount());
                    case EventFile.Delisting delisting ->
                        writer.action(delisting.tsNs(), ActionKind.DELISTING, 1, 1, delisting.px());
                    case EventFile.Borrow borrow ->
                        writer.borrow(borrow.tsNs(), borrow.rateE12(), RateFile.DAY_NS, borrow.availableQty());
                    case EventFile.Interest interest ->
                        writer.interest(interest.tsNs(), interest.rateE12(), RateFile.DAY_NS);
                    case EventFile.Funding funding -> writer.funding(funding.tsNs(), funding.rateE12(), intervalNs);
                    case EventFile.Share share -> writer.share(share.tsNs(), share.allocation(), share.share());
                }
            }
            writer.flush();
            return journal.finish(properties(request, market, inside, intervalNs));
        }
    }

    private static SequencedMap<String, String> properties(
            Request request, MarketManifest market, List<EventFile.Happening> inside, long intervalNs)
            throws IOException {
        SequencedMap<String, String> out = new LinkedHashMap<>();
        out.put("holds", request.kind().word());
        out.put("dataset", request.kind().word() + " of " + market.dataset());
        out.put("instrument", market.instrument().name());
        String proxy = request.kind() == Kind.FUNDING
                ? Venues.proxy(request.venue(), request.file().displayName(), market)
                : "";
        String offHours = FundingHours.finding(
                inside.stream().mapToLong(EventFile.Happening::tsNs).toArray(), intervalNs);
        if (!offHours.isEmpty()) {
            out.put(FundingHours.PROPERTY, offHours);
        }
        if (!proxy.isEmpty()) {
            out.put("proxy", proxy);
        }
        out.put("acceptedRows", Integer.toString(inside.size()));
        out.put(MarketManifest.REJECTED_ROWS, "0");
        out.put("first", MarketManifest.text(inside.getFirst().tsNs()));
        out.put("last", MarketManifest.text(inside.getLast().tsNs()));
        out.put("source.1.name", request.file().file().getFileName().toString());
        out.put("source.1.sha256", request.file().rawSha256());
        out.put("source.1.settings", "zone=" + request.zone());
        return out;
    }

    private static IngestResult result(
            Request request,
            Instrument instrument,
            int rows,
            List<EventFile.Happening> inside,
            String digest,
            long startNs) {
        long first = inside.getFirst().tsNs();
        long last = inside.getLast().tsNs();
        return new IngestResult(
                request.journal(),
                request.kind().word(),
                instrument.name(),
                request.kind().word(),
                null,
                null,
                rows,
                inside.size(),
                0,
                rows - inside.size(),
                List.of(),
                first,
                last,
                false,
                inside.size(),
                0,
                first,
                last,
                digest,
                (System.nanoTime() - startNs) / 1e9);
    }
}
