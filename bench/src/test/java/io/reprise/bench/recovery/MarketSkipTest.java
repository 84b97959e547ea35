package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.engine.backtest.MarketMerge;
import io.reprise.engine.backtest.MarketSource;
import io.reprise.engine.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A merge of market journals that is sought comes to the same events as one that is read. */
class MarketSkipTest {
    private static final int EVENTS = 3_000;

    @TempDir
    private Path folder;

    /** An event by where it is from, its time and its place. */
    private record Seen(Path journal, long tsInitNs, long seq) {}

    private static Seen seen(MarketSource source) {
        return source == null
                ? null
                : new Seen(source.folder(), source.tsInitNs(), Event.seq(source.buffer(), source.offset()));
    }

    private Path market(String name, long seed) throws IOException {
        return GeneratedJournal.trades(folder.resolve(name), EVENTS, seed, done -> {});
    }

    private static void skipsLikeReading(List<Path> journals) throws IOException {
        List<Seen> all = new ArrayList<>();
        try (MarketMerge merge = MarketMerge.open(journals)) {
            for (Seen one = seen(merge.next()); one != null; one = seen(merge.next())) {
                all.add(one);
            }
        }
        assertEquals(EVENTS * journals.size(), all.size());
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 200; round++) {
            int events = switch (round) {
                case 0 -> 0;
                case 1 -> 1;
                case 2 -> all.size();
                case 3 -> all.size() - 1;
                default -> random.nextInt(all.size() + 1);
            };
            try (MarketMerge merge = MarketMerge.open(journals)) {
                merge.skip(events, events == 0 ? 0 : all.get(events - 1).tsInitNs());
                for (int i = events; i < Math.min(all.size(), events + 5); i++) {
                    assertEquals(all.get(i), seen(merge.next()), "round " + round + ", event " + i);
                }
                if (events + 5 > all.size()) {
                    assertNull(merge.next());
                }
            }
        }
    }

    @Test
    void inOneJournal() throws IOException {
        skipsLikeReading(List.of(market("a", 1)));
    }

    @Test
    void inSeveral() throws IOException {
        skipsLikeReading(List.of(market("a", 1), market("b", 2), market("c", 3)));
    }

    /** Two journals of the same times: every event has its like in the other. */
    @Test
    void whereAllTimesAreTied() throws IOException {
        skipsLikeReading(List.of(market("a", 1), market("b", 1)));
    }

    /** A feed's status, known after the last market event and before the next, can be the newest in the journal. */
    @Test
    void goesOnAfterWhatWasKnownLaterThanTheLastEvent() throws IOException {
        Path journal = market("a", 1);
        Seen next;
        long lastNs;
        try (MarketMerge merge = MarketMerge.open(List.of(journal))) {
            for (int i = 0; i < 99; i++) {
                merge.next();
            }
            lastNs = merge.next().tsInitNs();
            next = seen(merge.next());
        }
        try (MarketMerge merge = MarketMerge.open(List.of(journal))) {
            merge.skip(100, (lastNs + next.tsInitNs() + 1) / 2);
            assertEquals(next, seen(merge.next()));
        }
        try (MarketMerge merge = MarketMerge.open(List.of(journal))) {
            merge.skip(EVENTS, Long.MAX_VALUE);
            assertNull(merge.next());
        }
    }

    @Test
    void saysWhenTheyCannotBeThoseOfTheSession() throws IOException {
        try (MarketMerge merge = MarketMerge.open(List.of(market("a", 1)))) {
            assertThrows(IllegalStateException.class, () -> merge.skip(EVENTS + 1, Long.MAX_VALUE));
        }
        try (MarketMerge merge = MarketMerge.open(List.of(market("a", 1)))) {
            assertThrows(IllegalStateException.class, () -> merge.skip(10, Long.MAX_VALUE));
        }
    }
}
