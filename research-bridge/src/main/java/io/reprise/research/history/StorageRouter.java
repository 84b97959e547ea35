package io.reprise.research.history;

import io.reprise.engine.hot.HotReader;
import io.reprise.engine.hot.HotState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads history from whichever tier has it. Each time belongs to one: to the cold store where that covers it, else to the
 * oldest market journal that does. So no row is missed and none is given twice, whatever lies in both. Owned by one thread.
 */
public final class StorageRouter implements AutoCloseable {
    private final ColdStore cold;
    private final WarmJournals warm;
    private final List<String> problems = new ArrayList<>();

    private StorageRouter(ColdStore cold, WarmJournals warm) {
        this.cold = cold;
        this.warm = warm;
    }

    /**
     * @param store the cold store, there or not
     * @param journals folders below which the market journals lie
     */
    public static StorageRouter open(Path store, List<Path> journals) {
        return open(store, new WarmJournals(journals));
    }

    /** @param warm journals that whoever asks often keeps, so that each is looked through once */
    static StorageRouter open(Path store, WarmJournals warm) {
        return new StorageRouter(ColdStore.open(store), warm);
    }

    /** Where something is known from. */
    public enum Tier {
        /** The hot state of a session. */
        HOT,
        /** A market journal. */
        WARM,
        /** The cold store. */
        COLD
    }

    /**
     * The newest price of an instrument.
     *
     * @param tier where it is from
     * @param tsEventNs the venue's time, epoch ns
     * @param px of the last trade, or the last bar's close, 1e-8
     */
    public record Latest(Tier tier, long tsEventNs, long px) {}

    /**
     * The newest price of an instrument that any tier knows; none when no tier knows it.
     *
     * @param sessions journals of sessions, whose hot state is looked at where there is one
     */
    public Optional<Latest> latest(String instrument, List<Path> sessions) {
        List<Latest> found = new ArrayList<>();
        for (Path session : sessions) {
            hot(instrument, session).ifPresent(found::add);
        }
        for (Holding holding : holdings()) {
            HistoryKind kind = holding.series().kind();
            boolean hasPrices = kind == HistoryKind.TRADES || kind == HistoryKind.BARS;
            if (hasPrices && holding.series().instrument().name().equals(instrument)) {
                found.add(last(holding));
            }
        }
        return found.stream().max(Comparator.comparingLong(Latest::tsEventNs));
    }

    private Optional<Latest> hot(String instrument, Path session) {
        try (HotReader reader = HotReader.open(session)) {
            return reader.read().instruments().stream()
                    .filter(state -> state.name().equals(instrument) && state.lastPx() != HotState.NULL)
                    .map(state -> new Latest(Tier.HOT, state.lastTsEventNs(), state.lastPx()))
                    .findFirst();
        } catch (IllegalStateException none) {
            problems.add(session + " shows no hot state: " + none.getMessage());
            return Optional.empty();
        }
    }

    private Latest last(Holding holding) {
        HistoryKind kind = holding.series().kind();
        int px = kind.column(kind == HistoryKind.TRADES ? "px" : "close_px");
        Latest last = null;
        for (Piece piece : plan(holding.series().key(), holding.lastTsInitNs(), Long.MAX_VALUE)) {
            try (Batches rows = piece.rows().get()) {
                while (rows.next()) {
                    int row = rows.batch().size() - 1;
                    last = new Latest(
                            piece.tier(),
                            rows.batch().get(row, HistorySchema.TS_EVENT),
                            rows.batch().get(row, px));
                }
            }
        }
        return last;
    }

    /**
     * A piece of a reading: what one tier gives in a row.
     *
     * @param tier where it is
     * @param place the journal, or the store
     * @param cover when its rows were known
     * @param rows opens them
     */
    record Piece(Tier tier, Path place, Cover cover, Supplier<Batches> rows) {}

    /** Whoever answers for a span, before neighbors are joined. */
    private record Claim(Path place, Interval span, Function<Cover, Batches> rows) {}

    /**
     * What there is of a series.
     *
     * @param rows in all tiers; those that lie in two are counted once where whole journals do, else in both
     * @param firstTsInitNs when the first was known
     * @param lastTsInitNs when the last was known
     * @param coldRows of these, in the cold store
     * @param coldFiles in the cold store
     * @param coldBytes of them
     * @param journals in which it lies too
     */
    public record Holding(
            Series series,
            long rows,
            long firstTsInitNs,
            long lastTsInitNs,
            long coldRows,
            long coldFiles,
            long coldBytes,
            List<Path> journals) {}

    /** What could not be read, in sentences, since this was opened. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    ColdStore cold() {
        return cold;
    }

    /** All series of all tiers. */
    public List<Holding> holdings() {
        Map<Series.Key, Holding> found = new TreeMap<>(HistoryOrder.KEYS);
        Map<Series.Key, Cover> covers = new TreeMap<>(HistoryOrder.KEYS);
        cold.all().forEach((key, stored) -> {
            covers.put(key, stored.cover());
            found.put(
                    key,
                    new Holding(
                            stored.series(),
                            stored.rows(),
                            stored.firstTsInitNs(),
                            stored.lastTsInitNs(),
                            stored.rows(),
                            stored.files(),
                            stored.bytes(),
                            List.of()));
        });
        for (WarmJournals.Journal journal : warm.all(problems)) {
            for (WarmJournals.Part part : journal.parts()) {
                Series.Key key = part.series().key();
                Cover covered = covers.getOrDefault(key, Cover.NONE);
                found.merge(key, warmOnly(part, journal), (known, more) -> joined(known, more, covered, part));
                covers.put(key, covered.with(part.cover()));
            }
        }
        return List.copyOf(found.values());
    }

    private static Holding warmOnly(WarmJournals.Part part, WarmJournals.Journal journal) {
        List<Interval> spans = part.cover().spans();
        return new Holding(
                part.series(),
                part.rows(),
                spans.getFirst().fromNs(),
                spans.getLast().toNs() - 1,
                0,
                0,
                0,
                List.of(journal.folder()));
    }

    private static Holding joined(Holding known, Holding more, Cover covered, WarmJournals.Part part) {
        boolean isNew = !part.cover().without(covered).isEmpty();
        List<Path> journals = new ArrayList<>(known.journals());
        journals.addAll(more.journals());
        return new Holding(
                known.series(),
                known.rows() + (isNew ? more.rows() : 0),
                Math.min(known.firstTsInitNs(), more.firstTsInitNs()),
                Math.max(known.lastTsInitNs(), more.lastTsInitNs()),
                known.coldRows(),
                known.coldFiles(),
                known.coldBytes(),
                journals);
    }

    /** The rows of a series that were known within a span, oldest first. */
    public Batches read(Series.Key key, long fromNs, long toNs) {
        return new ChainedBatches(
                plan(key, fromNs, toNs).stream().map(Piece::rows).toList());
    }

    /** Who gives what, in order of time. */
    List<Piece> plan(Series.Key key, long fromNs, long toNs) {
        Cover left = Cover.of(fromNs, toNs);
        List<Claim> claims = new ArrayList<>();
        ColdStore.Stored stored = cold.find(key);
        if (stored != null) {
            Cover have = stored.cover().within(fromNs, toNs);
            claim(claims, cold.root(), have, cover -> cold.read(stored, fromNs(cover), toNs(cover)));
            left = left.without(have);
        }
        for (WarmJournals.Journal journal : warm.all(problems)) {
            for (WarmJournals.Part part : journal.parts()) {
                if (part.series().key().equals(key)) {
                    Cover have = part.cover().within(left);
                    claim(claims, journal.folder(), have, cover -> part.read(journal.folder(), cover));
                    left = left.without(have);
                }
            }
        }
        claims.sort(Comparator.comparingLong(claim -> claim.span().fromNs()));
        return pieces(claims);
    }

    private static void claim(List<Claim> claims, Path place, Cover have, Function<Cover, Batches> rows) {
        have.spans().forEach(span -> claims.add(new Claim(place, span, rows)));
    }

    /** Neighbors of one place are read as one: nobody else has anything between them. */
    private List<Piece> pieces(List<Claim> claims) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < claims.size()) {
            Claim first = claims.get(at);
            List<Interval> spans = new ArrayList<>();
            while (at < claims.size() && claims.get(at).place().equals(first.place())) {
                spans.add(claims.get(at++).span());
            }
            Cover cover = new Cover(spans);
            Tier tier = first.place().equals(cold.root()) ? Tier.COLD : Tier.WARM;
            pieces.add(new Piece(tier, first.place(), cover, () -> first.rows().apply(cover)));
        }
        return pieces;
    }

    private static long fromNs(Cover cover) {
        return cover.spans().getFirst().fromNs();
    }

    private static long toNs(Cover cover) {
        return cover.spans().getLast().toNs();
    }

    @Override
    public void close() {
        cold.close();
    }
}
