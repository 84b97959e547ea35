package io.reprise.engine.backtest;

import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.engine.event.Event;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.time.Times;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The truncation test: a strategy that does not look ahead sees and decides, on the data up to any instant, exactly what it
 * saw and decided up to there on all of them. Every run is made in this process, one after the other, so that a strategy
 * which keeps what an earlier run has seen is found as well.
 */
public final class Lookahead {
    private static final DecisionText TEXT = new DecisionText();

    private Lookahead() {}

    /**
     * What came of it.
     *
     * @param bars closed in the run on all data
     * @param features of all bar series
     * @param decisions signals, intents, verdicts and commands of that run
     * @param orders among them that were sent
     * @param cutsNs the instants at which the data were cut, epoch ns, as far as they were tried
     * @param difference the first one, in one sentence; null when there is none
     */
    public record Verdict(long bars, int features, long decisions, long orders, List<Long> cutsNs, String difference) {
        /** Whether the strategy looks at nothing that it cannot know. */
        public boolean passes() {
            return difference == null;
        }
    }

    /**
     * Runs a strategy on all data, on the data up to seeded instants, and on all of them again.
     *
     * @param request the run; its journal is not written
     * @param cuts how many instants, from 1
     * @param seed of the choice
     * @param progress told before each run how many were made
     * @throws IllegalArgumentException when the data close no bar, so that nothing can be said
     */
    public static Verdict check(
            Backtest.Request request, StrategyCatalog catalog, int cuts, long seed, IntConsumer progress)
            throws IOException {
        progress.accept(0);
        RunTrace whole = RunTrace.of(request, catalog, Long.MAX_VALUE);
        if (whole.bars().isEmpty()) {
            throw new IllegalArgumentException("nothing can be said of look-ahead: the data close no bar");
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> cutsNs = new ArrayList<>();
        String difference = null;
        for (int i = 0; i < cuts && difference == null; i++) {
            progress.accept(i + 1);
            long cutNs = whole.bars().get(random.nextInt(whole.bars().size())).tsInitNs();
            cutsNs.add(cutNs);
            difference =
                    difference(whole, RunTrace.of(request, catalog, cutNs), "the data up to " + Times.format(cutNs));
        }
        if (difference == null) {
            progress.accept(cuts + 1);
            difference = difference(whole, RunTrace.of(request, catalog, Long.MAX_VALUE), "all data a second time");
        }
        return new Verdict(
                whole.bars().size(),
                whole.series().stream().mapToInt(BarSeries::featureCount).sum(),
                whole.decisions().size(),
                whole.decisions().stream()
                        .filter(frame -> Event.templateId(frame, 0) == OrderCommandDecoder.TEMPLATE_ID)
                        .count(),
                List.copyOf(cutsNs),
                difference);
    }

    /** Where the shorter run parts from the whole one, up to the last event that it was given; null where it does not. */
    private static String difference(RunTrace whole, RunTrace part, String data) {
        String seen = seen(whole, part, data);
        return seen == null ? decided(whole, part, data) : seen;
    }

    private static String seen(RunTrace whole, RunTrace part, String data) {
        int count = (int) whole.bars().stream()
                .takeWhile(bar -> bar.tsInitNs() <= part.lastTsInitNs())
                .count();
        for (int i = 0; i < Math.min(count, part.bars().size()); i++) {
            RunTrace.Seen a = whole.bars().get(i);
            RunTrace.Seen b = part.bars().get(i);
            if (!Arrays.equals(a.bar(), b.bar()) || a.seriesId() != b.seriesId()) {
                return at(a.tsInitNs(), i) + " is not the same bar on " + data + " as on all of them";
            }
            for (int k = 0; k < a.values().length; k++) {
                if (a.values()[k] != b.values()[k]) {
                    int feature = k / RunTrace.Seen.NUMBERS;
                    return at(a.tsInitNs(), i) + ": feature "
                            + whole.series()
                                    .get(a.seriesId())
                                    .featureSpec(feature)
                                    .text() + " is " + value(b, feature) + " on "
                            + data + ", and " + value(a, feature) + " in the run on all of them";
                }
            }
        }
        return count == part.bars().size()
                ? null
                : part.bars().size() + " bars were closed on " + data + ", and " + count
                        + " until then in the run on all of them";
    }

    private static String value(RunTrace.Seen seen, int feature) {
        int at = RunTrace.Seen.NUMBERS * feature;
        return seen.values()[at] == 0 ? "not ready" : Double.toString(Double.longBitsToDouble(seen.values()[at + 1]));
    }

    private static String at(long tsInitNs, int bar) {
        return "bar " + (bar + 1) + " of " + Times.format(tsInitNs);
    }

    private static String decided(RunTrace whole, RunTrace part, String data) {
        int count = (int) whole.decisions().stream()
                .takeWhile(frame -> Event.tsInitNs(frame, 0) <= part.lastTsInitNs())
                .count();
        int both = Math.min(count, part.decisions().size());
        for (int i = 0; i < both; i++) {
            UnsafeBuffer a = whole.decisions().get(i);
            UnsafeBuffer b = part.decisions().get(i);
            if (!a.equals(b)) {
                return "decision " + (i + 1) + " is \"" + text(b) + "\" on " + data + ", and \"" + text(a)
                        + "\" in the run on all of them";
            }
        }
        if (count == part.decisions().size()) {
            return null;
        }
        return count > both
                ? "on " + data + " there is no \"" + text(whole.decisions().get(both)) + "\" of the run on all of them"
                : "on " + data + " there is \"" + text(part.decisions().get(both))
                        + "\", and not in the run on all of them";
    }

    private static String text(UnsafeBuffer frame) {
        return Times.format(Event.tsInitNs(frame, 0)) + " " + TEXT.of(frame);
    }
}
