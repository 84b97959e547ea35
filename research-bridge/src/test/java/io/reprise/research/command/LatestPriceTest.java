package io.reprise.research.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.engine.hot.HotReader;
import io.reprise.engine.hot.HotState;
import io.reprise.research.history.StorageRouter;
import io.reprise.research.history.StorageRouter.Latest;
import io.reprise.research.history.StorageRouter.Tier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest price comes from whichever tier has it, and is the same in all three. */
@Tag("slow")
class LatestPriceTest {
    @TempDir
    Path folder;

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void isTheSameHotWarmAndCold() throws IOException {
        new MarketFiles(folder).trades("trades.csv");
        Cli.ok("ingest", "--format", "bitstamp-trades", at("trades.csv"), "--journal", at("journals/trades"));
        Cli.ok(
                "paper",
                "--source",
                at("journals/trades"),
                "--journal",
                at("session"),
                "--strategy",
                "sma-cross",
                "--bar",
                "1m",
                "--speed",
                "max");
        Path session = folder.resolve("session");
        HotState.Instrument state;
        try (HotReader reader = HotReader.open(session)) {
            state = reader.read().instruments().getFirst();
        }
        Path none = folder.resolve("none");
        Latest hot = new Latest(Tier.HOT, state.lastTsEventNs(), state.lastPx());
        assertEquals(Optional.of(hot), latest(none, none, state.name(), List.of(session)));
        Path journals = folder.resolve("journals");
        Latest warm = new Latest(Tier.WARM, hot.tsEventNs(), hot.px());
        assertEquals(Optional.of(warm), latest(none, journals, state.name(), List.of()));
        Cli.ok("archive", "--store", at("store"), "--journals", at("journals"));
        Latest cold = new Latest(Tier.COLD, hot.tsEventNs(), hot.px());
        assertEquals(Optional.of(cold), latest(folder.resolve("store"), journals, state.name(), List.of()));
        assertEquals(Optional.empty(), latest(none, none, state.name(), List.of(none)));
    }

    private static Optional<Latest> latest(Path store, Path journals, String instrument, List<Path> sessions) {
        try (StorageRouter router = StorageRouter.open(store, List.of(journals))) {
            return router.latest(instrument, sessions);
        }
    }
}
