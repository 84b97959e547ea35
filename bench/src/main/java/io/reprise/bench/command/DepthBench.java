package io.reprise.bench.command;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.market.RecordedFrames;
import io.reprise.bench.run.CrossSettings;
import io.reprise.bench.run.EngineRun;
import io.reprise.bench.run.ProcessFacts;
import io.reprise.bench.run.Spread;
import io.reprise.bench.run.Stopwatch;
import io.reprise.codecs.BookDeltaDecoder;
import io.reprise.codecs.BookSnapshotDecoder;
import io.reprise.codecs.Side;
import io.reprise.engine.book.Book;
import io.reprise.engine.book.BookFeed;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.event.Event;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench depth}: a recorded book, again and again, through the book alone and through a backtest. */
@Command(
        name = "depth",
        description = "Plays a recorded order book again and again: through the book alone, and through a backtest of a"
                + " strategy on bars of its trades, recorded.")
final class DepthBench implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--source",
            required = true,
            paramLabel = "DIR",
            description = "A market journal with a book and trades, as ingest makes it of a recorded feed.")
    private Path source;

    @Option(
            names = "--events",
            defaultValue = "5000000",
            paramLabel = "N",
            description = "Trades and rows of the book in a run (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(names = "--runs", defaultValue = "5", paramLabel = "K", description = "The median counts (default: 5).")
    private int runs;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "Where the looped journal is or will be (default: among the temporary files, kept).")
    private Path journal;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    /** What a pass over the book alone gave: the same each time. */
    private record Pass(Stopwatch.Elapsed elapsed, long allocatedBytes, String end) {}

    @Override
    public Integer call() throws IOException {
        if (events < 1 || runs < 1) {
            throw new IllegalArgumentException("--events and --runs must be at least 1");
        }
        Path market;
        try (Progress progress =
                Progress.start("bench depth", spec.commandLine().getErr(), json)) {
            market = GeneratedJournal.looped(journal, source, events, done -> progress.at(done, events));
        }
        RecordedFrames frames = RecordedFrames.of(source);
        List<Stopwatch.Elapsed> alone = new ArrayList<>();
        List<Stopwatch.Elapsed> run = new ArrayList<>();
        long least = Long.MAX_VALUE;
        Pass first = pass(frames);
        EngineRun engine = EngineRun.backtest(market, CrossSettings.config(BarSpec.parse("1s")), events);
        for (int i = 0; i < runs; i++) {
            Pass again = pass(frames);
            requireSame(first.end(), again.end());
            least = Math.min(least, again.allocatedBytes());
            alone.add(again.elapsed());
            EngineRun next = EngineRun.backtest(market, CrossSettings.config(BarSpec.parse("1s")), events);
            requireSame(engine.result().stateDigest(), next.result().stateDigest());
            engine = next;
            run.add(next.elapsed());
        }
        print(Spread.of(events, alone), least, first.end(), Spread.of(events, run), engine, market);
        return 0;
    }

    private static void requireSame(String first, String again) {
        if (!first.equals(again)) {
            throw new IllegalStateException("a run ends with " + again + ", the one before with " + first);
        }
    }

    private Pass pass(RecordedFrames frames) {
        BookFeed feed = new BookFeed(0);
        Event event = new Event();
        play(frames, feed, event, frames.count()); // the first round makes the book as large as it gets
        long bytes = ProcessFacts.allocatedBytes();
        Stopwatch watch = new Stopwatch();
        long checksum = play(frames, feed, event, events);
        Stopwatch.Elapsed elapsed = watch.stop();
        long allocated = ProcessFacts.allocatedBytes() - bytes;
        Book book = feed.book();
        String end = checksum + " " + book.levels(Side.BUY) + " " + book.levels(Side.SELL) + " "
                + feed.counts().crossed();
        return new Pass(elapsed, allocated, end);
    }

    /** Plays so many events, from the beginning again after the end; the best prices after each whole update, summed. */
    private static long play(RecordedFrames frames, BookFeed feed, Event event, long events) {
        long checksum = 0;
        int at = 0;
        for (long i = 0; i < events; i++) {
            event.wrap(frames.buffer(), frames.offset(at));
            int template = event.templateId();
            boolean isBook = template == BookDeltaDecoder.TEMPLATE_ID || template == BookSnapshotDecoder.TEMPLATE_ID;
            if (isBook && feed.onFrame(event)) {
                checksum = 31 * checksum
                        + feed.book().bestPx(Side.BUY)
                        + feed.book().bestPx(Side.SELL);
            }
            at = at + 1 == frames.count() ? 0 : at + 1;
        }
        return checksum;
    }

    private void print(Spread alone, long aloneBytes, String end, Spread run, EngineRun engine, Path market)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            try (JsonOutput output = new JsonOutput(out)) {
                output.number("events", events);
                output.object("book", () -> Figures.rates(output, alone, "events"));
                output.number("bookAllocatedBytes", aloneBytes);
                output.object("backtest", () -> Figures.rates(output, run, "events"));
                Figures.run(output, engine);
                Figures.machine(output, market);
            }
            return;
        }
        out.printf(Locale.ROOT, "%,d trades and rows of the book of %s, played again and again%n", events, source);
        out.println("book alone      " + Figures.rate(alone, "events") + ", " + aloneBytes
                + " bytes allocated in a run; ends with " + end);
        out.println("backtest        " + Figures.rate(run, "events"));
        Figures.print(out, engine, market);
        out.flush();
    }
}
