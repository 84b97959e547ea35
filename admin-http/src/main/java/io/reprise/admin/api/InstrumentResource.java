package io.reprise.admin.api;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Json.Dec;
import io.reprise.admin.http.Page;
import io.reprise.admin.http.Route;
import io.reprise.engine.backtest.JournalHeader;
import io.reprise.engine.domain.Instrument;
import io.reprise.research.access.Scope;
import io.reprise.research.workspace.MarketData;
import io.reprise.research.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The instruments that the workspace's market journals define. */
final class InstrumentResource implements Resource {
    private final Workspace workspace;
    private final Map<String, List<Instrument>> byContent = new ConcurrentHashMap<>();

    InstrumentResource(Workspace workspace) {
        this.workspace = workspace;
    }

    /** An instrument and the market journals that hold it. */
    record InstrumentView(
            String symbol, String assetClass, Dec tickPx, Dec lotQty, String currency, List<String> journals) {}

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/instruments")
                .needs(Scope.READ)
                .says("The instruments of the market journals.")
                .lists(InstrumentView.class)
                .does(call -> Answer.ok(Page.of(all(), call))));
    }

    private List<InstrumentView> all() {
        Map<String, InstrumentView> found = new TreeMap<>();
        for (MarketData journal : workspace.journals()) {
            for (Instrument instrument : instruments(journal)) {
                InstrumentView known = found.get(instrument.name());
                List<String> journals = new ArrayList<>(known == null ? List.of() : known.journals());
                journals.add(journal.id());
                found.put(
                        instrument.name(),
                        new InstrumentView(
                                instrument.name(),
                                instrument.assetClass().name(),
                                Dec.of(instrument.tickPx()),
                                Dec.of(instrument.lotQty()),
                                instrument.currency(),
                                List.copyOf(journals)));
            }
        }
        return List.copyOf(found.values());
    }

    /** Read once for a content; a journal that cannot be read defines none. */
    private List<Instrument> instruments(MarketData journal) {
        String key = journal.id() + " " + journal.sha256();
        List<Instrument> known = byContent.get(key);
        if (known == null) {
            try {
                known = JournalHeader.read(workspace.path(journal.id())).instruments();
            } catch (IllegalStateException damaged) {
                return List.of();
            }
            byContent.put(key, known);
        }
        return known;
    }
}
