package io.reprise.research.collection;

import io.reprise.research.ingest.ActionFile;
import io.reprise.research.ingest.CorporateAction;
import io.reprise.research.ingest.Datasets;
import io.reprise.research.ingest.Datasets.Dataset;
import io.reprise.research.ingest.Datasets.Funding;
import io.reprise.research.reference.ReferenceData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The splits, dividends and funding that a collection has for a file of prices, as journals beside that of the prices. */
public final class LegEvents {
    private static final Pattern LEAN_STOCK =
            Pattern.compile("lean/equity/usa/(?:(?:daily|hour)/(\\w+)\\.zip|(?:minute|second|tick)/(\\w+)/.*)");
    private static final Pattern WIKI = Pattern.compile(".*/WIKI-.*");

    private final Path data;
    private ReferenceData reference;

    public LegEvents(Path data) {
        this.data = data;
    }

    /**
     * Makes the journals.
     *
     * @param market journal of the prices
     * @param marks gets what to say of them
     */
    public List<Path> journals(Dataset leg, Path market, Set<String> marks) throws IOException {
        List<Path> out = new ArrayList<>();
        Path actions = calendar(leg, market);
        Path journal = market.resolveSibling(market.getFileName() + "-actions");
        if (actions != null && Datasets.ingestActions(actions, market, journal) != null) {
            out.add(journal);
            marks.add(" + actions");
        }
        Funding funding = Datasets.funding(data, leg);
        journal = market.resolveSibling(market.getFileName() + "-funding");
        if (funding != null && funding.ingest(data, market, journal) != null) {
            out.add(journal);
            marks.add(" + funding" + (funding.isProxy() ? " of " + funding.venue() + " (**proxy**)" : ""));
        }
        return out;
    }

    private Path calendar(Dataset leg, Path market) throws IOException {
        if (WIKI.matcher(leg.file()).matches()) {
            return data.resolve(leg.file());
        }
        Matcher stock = LEAN_STOCK.matcher(leg.file());
        if (!stock.matches()) {
            return null;
        }
        String ticker = (stock.group(1) == null ? stock.group(2) : stock.group(1)).toUpperCase(Locale.ROOT);
        if (reference == null) {
            reference = ReferenceData.of(data);
        }
        List<CorporateAction> actions = reference.actionsUnder(ticker);
        if (actions.isEmpty()) {
            return null;
        }
        Path file = market.resolveSibling(market.getFileName() + "-actions.csv");
        Files.write(file, ActionFile.lines(actions));
        return file;
    }
}
