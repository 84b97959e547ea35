package io.reprise.research.command;

import io.reprise.engine.backtest.Explanation;
import io.reprise.engine.backtest.Explanation.FrameText;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.cli.JsonOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: why an order was sent and what became of it. */
@Command(name = "explain", description = "Says why an order was sent: the event, features, signal, verdict and fills.")
final class ExplainCommand implements Callable<Integer> {
    /** A large order in a thin market has hundreds of fills. */
    private static final int REPORTS_SHOWN_MAX = 12;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "JOURNAL",
            description = "The journal of a run: the folder journal/ of a report.")
    private Path journal;

    @Option(names = "--order", required = true, paramLabel = "ID", description = "The order's id, as in trades.csv.")
    private long orderId;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Mixin
    private CatalogOption catalog;

    @Override
    public Integer call() throws IOException {
        Explanation explanation = Replay.of(journal, catalog.catalog()).explain(orderId);
        if (json) {
            printJson(explanation);
        } else {
            printText(explanation);
        }
        return 0;
    }

    private void printJson(Explanation explanation) {
        try (JsonOutput out = new JsonOutput(spec.commandLine().getOut())) {
            out.number("orderId", explanation.orderId())
                    .number("causeSeq", explanation.causeSeq())
                    .raw("cause", explanation.cause().json())
                    .text("bar", explanation.bar())
                    .object("features", () -> explanation.features().forEach(f -> out.ratio(f.name(), f.value())))
                    .raws("decisions", json(explanation.decisions()))
                    .raws("reports", json(explanation.reports()));
        }
    }

    private static List<String> json(List<FrameText> frames) {
        return frames.stream().map(FrameText::json).toList();
    }

    private void printText(Explanation explanation) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("order " + explanation.orderId() + ", caused by sequence " + explanation.causeSeq());
        out.println("event    " + explanation.cause().line());
        if (explanation.bar() != null) {
            out.println("bar       " + explanation.bar());
        }
        explanation.features().forEach(f -> out.println("feature   " + f.name() + " = " + f.value()));
        explanation.decisions().forEach(frame -> out.println("decision " + frame.line()));
        List<FrameText> reports = explanation.reports();
        int hidden = reports.size() - REPORTS_SHOWN_MAX;
        for (int i = 0; i < reports.size(); i++) {
            if (hidden <= 0 || i < REPORTS_SHOWN_MAX - 1 || i == reports.size() - 1) {
                out.println("report   " + reports.get(i).line());
            } else if (i == REPORTS_SHOWN_MAX - 1) {
                out.println("          ... and " + hidden + " more, which --json has too");
            }
        }
    }
}
