package io.reprise.research.command;

import io.reprise.research.reference.AdjustmentEngine;
import io.reprise.research.reference.Delisting;
import io.reprise.research.reference.History;
import io.reprise.research.reference.ReferenceData;
import io.reprise.research.reference.ReferenceViews;
import io.reprise.research.reference.TickerMapper.Resolution;
import io.reprise.research.reference.TickerName;
import io.reprise.research.store.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ticker}: what a ticker meant on a day. */
@Command(
        name = "ticker",
        description =
                "What a ticker meant on a day: the permanent id, its other tickers, its history under all of them.",
        subcommands = {TickerCommand.ResolveCommand.class, TickerCommand.HistoryCommand.class})
final class TickerCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: ticker resolve or history");
    }

    /** {@code ticker resolve}. */
    @Command(name = "resolve", description = "The permanent id behind a ticker, and all its tickers.")
    static final class ResolveCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "TICKER", description = "As it was on the day.")
        private String ticker;

        @Option(names = "--date", paramLabel = "DAY", description = "Such as 2008-09-15 (default: today).")
        private String date;

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        @Mixin
        private CollectionOption data;

        @Override
        public Integer call() {
            LocalDate day = date == null ? CollectionOption.today() : CollectionOption.day("--date", date);
            Resolution one = data.reference().resolve(ticker, day);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.text(ReferenceViews.resolution(one, day)));
                return 0;
            }
            out.println(
                    one.then().ticker() + " on " + day + " is " + one.identity().id()
                            + (one.identity().name().isEmpty()
                                    ? ""
                                    : " (" + one.identity().name() + ")"));
            for (TickerName name : one.identity().names()) {
                out.println("  " + name.ticker() + " from "
                        + (name.from().equals(TickerName.EVER) ? "the beginning" : name.from()) + " to "
                        + (name.to().equals(TickerName.OPEN) ? "now" : name.to())
                        + (name.units().compareTo(BigDecimal.ONE) == 0
                                ? ""
                                : ", then " + name.units().toPlainString() + " to one"));
            }
            if (!one.note().isEmpty()) {
                out.println("  " + one.note());
            }
            return 0;
        }
    }

    /** {@code ticker history}. */
    @Command(
            name = "history",
            description = "Writes the daily bars of an instrument under all its tickers, as traded, as a CSV that "
                    + "ingest --format ohlcv-csv reads.",
            footer = "Where the listing ended, one bar more has what a holder got, so that a position ends there.")
    static final class HistoryCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "TICKER", description = "As it was on the day.")
        private String ticker;

        @Option(names = "--date", paramLabel = "DAY", description = "Such as 2008-09-15 (default: today).")
        private String date;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "The CSV.")
        private Path file;

        @Option(
                names = "--delisting-return",
                paramLabel = "FRACTION",
                description = "From the last close to what a holder got, where it is not known (default: "
                        + "${DEFAULT-VALUE}, Shumway 1997).")
        private double lastReturn = Delisting.RETURN_DEFAULT;

        @Mixin
        private CollectionOption data;

        @Override
        public Integer call() throws IOException {
            if (!(lastReturn >= -1)) {
                throw new IllegalArgumentException("--delisting-return cannot be below -1: " + lastReturn);
            }
            LocalDate day = date == null ? CollectionOption.today() : CollectionOption.day("--date", date);
            ReferenceData reference = data.reference();
            History history = reference.history(ticker, day);
            Delisting end = reference.delisting(history.identity().id());
            if (end != null) {
                history = history.ended(end, end.lastReturn(lastReturn));
            }
            AdjustmentEngine.Settings raw = new AdjustmentEngine.Settings(
                    AdjustmentEngine.Method.CRSP,
                    AdjustmentEngine.Direction.BACKWARD,
                    AdjustmentEngine.Basis.RATIO,
                    null);
            Files.write(
                    file,
                    ReferenceViews.csv(new ReferenceData.Adjusted(
                            history,
                            raw,
                            history.migrations(),
                            AdjustmentEngine.adjust(history.bars(), history.migrations(), raw))));
            spec.commandLine()
                    .getOut()
                    .println(history.bars().size() + " bars of "
                            + history.identity().id() + " in " + file
                            + (end == null
                                    ? ""
                                    : "; its listing ended on " + end.lastDay() + " (" + end.reason() + "), return "
                                            + end.lastReturn(lastReturn)));
            return 0;
        }
    }
}
