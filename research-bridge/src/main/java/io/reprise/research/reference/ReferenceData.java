package io.reprise.research.reference;

import io.reprise.codecs.AssetClass;
import io.reprise.research.ingest.ActionFile;
import io.reprise.research.ingest.CorporateAction;
import io.reprise.research.ingest.DayBar;
import io.reprise.research.ingest.DayBars;
import io.reprise.research.ingest.Formats;
import io.reprise.research.reference.TickerMapper.Resolution;
import io.reprise.research.reference.UniverseBuilder.Universe;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What command line, API and agents ask of a collection of market data: universes, tickers, histories, adjusted prices. May
 * be asked by several threads, one at a time.
 */
public final class ReferenceData {
    private static final String LEAN_DAILY = "lean-equity-daily";

    private final DataFolder data;
    private final UniverseBuilder universes;

    /**
     * An adjusted history.
     *
     * @param actions that count, in order of their ex-dates
     */
    public record Adjusted(
            History history,
            AdjustmentEngine.Settings settings,
            List<CorporateAction> actions,
            AdjustedSeries series) {}

    private ReferenceData(DataFolder data) {
        this.data = data;
        universes = UniverseBuilder.of(data);
    }

    /**
     * Of a collection.
     *
     * @param folder null for the project's own tables alone
     * @throws IllegalArgumentException in one sentence, when it cannot be read
     */
    public static ReferenceData of(Path folder) {
        return new ReferenceData(folder == null ? DataFolder.none() : DataFolder.of(folder));
    }

    /** @see UniverseBuilder#getUniverse(LocalDate, AssetClass, String) */
    public synchronized Universe universe(LocalDate date, AssetClass assetClass, String source) {
        return universes.getUniverse(date, assetClass, source);
    }

    /** @see TickerMapper#resolve(String, LocalDate) */
    public synchronized Resolution resolve(String ticker, LocalDate date) {
        return universes.mapper().resolve(ticker, date);
    }

    /** How a listing ended; null where it did not, or nothing is known of it. */
    public Delisting delisting(String id) {
        return universes.delisting(id);
    }

    /**
     * The daily bars of what a ticker meant on a day, under all its tickers.
     *
     * @throws IllegalArgumentException in one sentence, when there are none
     */
    public synchronized History history(String ticker, LocalDate date) {
        Identity one = universes.mapper().resolve(ticker, date).identity();
        History history = History.of(one, this::daily);
        if (history.bars().isEmpty()) {
            throw new IllegalArgumentException(data.name() + " has no daily bars of " + one.id());
        }
        return history;
    }

    private List<DayBar> daily(String ticker) {
        Path file = data.daily(ticker);
        return file == null ? List.of() : DayBars.read(Formats.named(LEAN_DAILY), file.toString());
    }

    /**
     * The actions of an instrument: those of the factor file under the ticker that it bears since, which another bearer's
     * file is not, or none.
     */
    public synchronized List<CorporateAction> actions(Identity one) {
        for (TickerName name : one.names().reversed()) {
            Path file = data.factors(name.ticker());
            if (file != null && name.to().equals(TickerName.OPEN)) {
                return ActionFile.read(file.toString(), null);
            }
        }
        return List.of();
    }

    /**
     * The actions that fall on prices under a ticker, of whoever bore it: those of each bearer after its first day under it and
     * up to its last.
     */
    public synchronized List<CorporateAction> actionsUnder(String ticker) {
        List<CorporateAction> out = new ArrayList<>();
        for (Identity one : universes.mapper().identities()) {
            for (TickerName name : one.names()) {
                if (name.ticker().equals(ticker)) {
                    actions(one).stream()
                            .filter(action -> action.exDate().isAfter(name.from()) && name.isInForce(action.exDate()))
                            .forEach(out::add);
                }
            }
        }
        out.sort(Comparator.comparing(CorporateAction::exDate));
        return out;
    }

    /**
     * The adjusted daily prices of what a ticker meant on a day.
     *
     * @param date null: the settings' asOf, or today's bearer
     * @param calendar file of actions instead of the collection's; null = the collection's
     */
    public Adjusted adjusted(String ticker, LocalDate date, String calendar, AdjustmentEngine.Settings settings) {
        LocalDate meant = date != null ? date : settings.asOf() != null ? settings.asOf() : TickerName.OPEN;
        History history = history(ticker, meant);
        List<CorporateAction> others =
                calendar == null ? actions(history.identity()) : ActionFile.read(calendar, ticker);
        List<CorporateAction> actions = history.with(others);
        return new Adjusted(history, settings, actions, AdjustmentEngine.adjust(history.bars(), actions, settings));
    }

    /**
     * The continuous series of a future.
     *
     * @param root such as GC
     */
    public synchronized ContinuousFuture.Series continuous(String root, ContinuousFuture.Settings settings) {
        return ContinuousFuture.of(LeanFutures.contracts(data, root), settings);
    }
}
