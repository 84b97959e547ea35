package io.reprise.admin.api;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Body;
import io.reprise.admin.http.Call;
import io.reprise.admin.http.Maybe;
import io.reprise.admin.http.Param;
import io.reprise.admin.http.Problem;
import io.reprise.admin.http.Route;
import io.reprise.admin.http.Text;
import io.reprise.research.access.Scope;
import io.reprise.research.decay.DecayBaseline;
import io.reprise.research.decay.DecayVerdict;
import io.reprise.research.decay.SessionDecay;
import io.reprise.research.decay.SharpeEstimate;
import io.reprise.research.workspace.SessionFolder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Whether a session's strategy is still as good as it was out of sample. */
final class DecayResource implements Resource {
    private static final String ID = "^[A-Za-z0-9_][A-Za-z0-9._~@-]{0,199}$";
    private static final String DATE = "^\\d{4}-\\d{2}-\\d{2}$";

    private final Desks desks;

    DecayResource(Desks desks) {
        this.desks = desks;
    }

    /** A session's strategy held against its baseline; the Sharpe ratios are a year's, and only the baseline's is always there. */
    record DecayView(
            String strategy,
            DecayVerdict.State state,
            long days,
            @Maybe Double sharpe,
            double baselineSharpe,
            long baselineDays,
            @Maybe Double standardError,
            @Maybe Double hitRate,
            @Maybe Double baselineHitRate,
            double slippageBps,
            double baselineSlippageBps,
            double cusum,
            double threshold,
            double falseAlarmsPerYear,
            @Maybe String alarmDate,
            long detectionDaysMedian,
            String sentence) {
        static DecayView of(DecayVerdict verdict) {
            Map<String, Object> figures = verdict.figures();
            return new DecayView(
                    verdict.strategy(),
                    verdict.state(),
                    verdict.live().days().size(),
                    (Double) figures.get("sharpe"),
                    (Double) figures.get("baselineSharpe"),
                    verdict.baseline().days().size(),
                    (Double) figures.get("standardError"),
                    (Double) figures.get("hitRate"),
                    (Double) figures.get("baselineHitRate"),
                    verdict.live().slippageBps(),
                    verdict.baseline().slippageBps(),
                    verdict.level(),
                    verdict.cusum().threshold(),
                    verdict.falseAlarms(),
                    verdict.alarmDate(),
                    verdict.detection().median(),
                    verdict.sentence());
        }
    }

    /** The verdict, null for a session without a baseline. */
    record DecayAnswer(@Maybe DecayView decay) {}

    /**
     * A run, and the last UTC day that had a say in its parameters: only later days count.
     *
     * @param run id of a finished run with a journal
     */
    @Body
    record Piece(@Text(ID) String run, @Text(DATE) String fittedUntil) {
        DecayBaseline.Source source(Desks desks) {
            try {
                return new DecayBaseline.Source(desks.folder(run).journal(), LocalDate.parse(fittedUntil));
            } catch (DateTimeException none) {
                throw Problem.bad("fittedUntil cannot be " + fittedUntil + ": there is no such day");
            }
        }
    }

    /** The runs of a baseline, oldest first. */
    @Body
    record NewBaseline(List<Piece> pieces) {}

    /** What a session is held against from now on. */
    record BaselineView(String strategy, List<String> instruments, long days, double sharpe, long trades) {
        static BaselineView of(DecayBaseline baseline) {
            return new BaselineView(
                    baseline.strategy(),
                    baseline.instruments(),
                    baseline.performance().days().size(),
                    SharpeEstimate.of(baseline.performance().returns()).annual(baseline.annualDays()),
                    baseline.performance().trades());
        }
    }

    @Override
    public List<Route> routes() {
        Param id = Param.id("id", "A session, or a run with a journal.");
        return List.of(
                Route.get("/sessions/{id}/decay")
                        .needs(Scope.READ)
                        .says("Holds a session's strategy against what it did out of sample.")
                        .with(
                                id,
                                Param.integer(
                                        "falseAlarmsPercent",
                                        1,
                                        50,
                                        "Probability a year, in percent, of an alarm though nothing has changed (default: 10)."))
                        .gives(DecayAnswer.class)
                        .does(this::decay),
                Route.post("/sessions/{id}/decay/baseline")
                        .needs(Scope.PAPER)
                        .says("Stitches the baseline of a session from finished runs of the same strategy.")
                        .with(id)
                        .takes(NewBaseline.class)
                        .gives(BaselineView.class)
                        .acts()
                        .does(this::setBaseline));
    }

    private Answer decay(Call call) {
        SessionFolder session = desks.folder(call.path("id"));
        double falseAlarms = call.number("falseAlarmsPercent", Math.round(DecayVerdict.FALSE_ALARMS * 100)) / 100.0;
        return Answer.ok(desks.ask(
                session,
                desk -> new DecayAnswer(SessionDecay.verdict(session, desk, falseAlarms)
                        .map(DecayView::of)
                        .orElse(null))));
    }

    private Answer setBaseline(Call call) {
        SessionFolder session = desks.folder(call.path("id"));
        DecayBaseline baseline = DecayBaseline.of(call.body(NewBaseline.class).pieces().stream()
                .map(piece -> piece.source(desks))
                .toList());
        return Answer.ok(desks.ask(session, desk -> {
            SessionDecay.set(session, desk, baseline);
            return BaselineView.of(baseline);
        }));
    }
}
