package io.reprise.admin.api;

import io.reprise.admin.alert.Alert;
import io.reprise.admin.alert.AlertRule;
import io.reprise.admin.alert.Alerts;
import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Body;
import io.reprise.admin.http.Maybe;
import io.reprise.admin.http.Page;
import io.reprise.admin.http.Param;
import io.reprise.admin.http.Route;
import io.reprise.research.access.Scope;
import java.util.List;

/** Alerts and the rules that raise them. */
final class AlertResource implements Resource {
    private final Alerts alerts;

    AlertResource(Alerts alerts) {
        this.alerts = alerts;
    }

    /** An alert as it is now. */
    record AlertView(
            String id,
            String time,
            String severity,
            String ruleId,
            String rule,
            @Maybe String session,
            String text,
            boolean acknowledged,
            @Maybe String acknowledgedBy,
            @Maybe String acknowledgedAt) {
        static AlertView of(Alert alert) {
            return new AlertView(
                    alert.id(),
                    alert.time(),
                    alert.severity(),
                    alert.ruleId(),
                    alert.rule(),
                    alert.session(),
                    alert.text(),
                    alert.acknowledged(),
                    alert.acknowledgedBy(),
                    alert.acknowledgedAt());
        }
    }

    /** A rule; where an alert goes out to is told by its host only, for a webhook's address may hold a secret. */
    record AlertRuleView(
            String id,
            AlertRule.Kind kind,
            @Maybe Double threshold,
            @Maybe String session,
            @Maybe String webhook,
            @Maybe String email) {
        static AlertRuleView of(AlertRule rule) {
            return new AlertRuleView(
                    rule.id(),
                    rule.kind(),
                    rule.threshold(),
                    rule.session(),
                    rule.webhook() == null
                            ? null
                            : java.net.URI.create(rule.webhook()).getHost(),
                    rule.email());
        }
    }

    /** A rule that is to be. */
    @Body
    record NewAlertRule(
            AlertRule.Kind kind,
            @Maybe Double threshold,
            @Maybe String session,
            @Maybe String webhook,
            @Maybe String email) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/alerts")
                        .needs(Scope.READ)
                        .says("The alerts, newest first.")
                        .with(Param.oneOf("acknowledged", "Only such.", "true", "false"))
                        .lists(AlertView.class)
                        .does(call -> {
                            String wanted = call.query("acknowledged");
                            return Answer.ok(Page.of(
                                    alerts.alerts().stream()
                                            .filter(alert -> wanted == null
                                                    || alert.acknowledged() == Boolean.parseBoolean(wanted))
                                            .map(AlertView::of)
                                            .toList(),
                                    call));
                        }),
                Route.post("/alerts/{id}/acknowledge")
                        .needs(Scope.PAPER)
                        .says("Says that a person has seen an alert.")
                        .with(Param.id("id", "An alert."))
                        .takes(Nothing.class)
                        .gives(AlertView.class)
                        .acts()
                        .does(call -> Answer.ok(AlertView.of(alerts.acknowledge(
                                call.path("id"), call.principal().name())))),
                Route.get("/alert-rules")
                        .needs(Scope.READ)
                        .says("The rules.")
                        .lists(AlertRuleView.class)
                        .does(call -> Answer.ok(Page.of(
                                alerts.rules().stream().map(AlertRuleView::of).toList(), call))),
                Route.post("/alert-rules")
                        .needs(Scope.ADMIN)
                        .says("Adds a rule, with ways out: a webhook, signed, or an e-mail.")
                        .takes(NewAlertRule.class)
                        .gives(AlertRuleView.class)
                        .status(201)
                        .acts()
                        .does(call -> {
                            NewAlertRule asked = call.body(NewAlertRule.class);
                            return Answer.json(
                                    201,
                                    AlertRuleView.of(alerts.add(
                                            asked.kind(),
                                            asked.threshold(),
                                            asked.session(),
                                            asked.webhook(),
                                            asked.email())));
                        }),
                Route.delete("/alert-rules/{id}")
                        .needs(Scope.ADMIN)
                        .says("Removes a rule.")
                        .with(Param.id("id", "A rule."))
                        .gives(AlertRuleView.class)
                        .acts()
                        .does(call -> Answer.ok(AlertRuleView.of(alerts.remove(call.path("id"))))));
    }
}
