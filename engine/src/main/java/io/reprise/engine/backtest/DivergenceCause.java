package io.reprise.engine.backtest;

import io.reprise.codecs.OrderIntentDecoder;
import io.reprise.codecs.RiskVerdictDecoder;
import io.reprise.codecs.StrategySignalDecoder;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Decimals;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;

/** Says in one sentence why two runs decided differently: first what they saw, then how they were set, then what they had. */
final class DivergenceCause {
    private final RunPair pair;
    private final DecisionComparison.Parting parting;
    private final Divergence.Side a;
    private final Divergence.Side b;

    DivergenceCause(RunPair pair, DecisionComparison.Parting parting, Divergence.Side a, Divergence.Side b) {
        this.pair = pair;
        this.parting = parting;
        this.a = a;
        this.b = b;
    }

    String sentence() {
        Set<RunInput> inputs = inputsOfFirstDifference();
        List<String> reasons = new ArrayList<>();
        input(pair.market(), reasons);
        input(pair.commands(), reasons);
        if (inputs.contains(RunInput.STRATEGY)) {
            features(reasons);
        }
        settings(inputs, reasons);
        if (reasons.isEmpty() || !inputs.contains(RunInput.STRATEGY)) {
            account(reasons);
        }
        if (reasons.isEmpty()) {
            settings(EnumSet.allOf(RunInput.class), reasons);
        }
        return reasons.isEmpty() ? "nothing that is recorded differs before it" : String.join("; ", reasons);
    }

    /** What can have made the first frame that differs: the parts that a signal, a size or a verdict comes from. */
    private Set<RunInput> inputsOfFirstDifference() {
        List<UnsafeBuffer> first = frames(parting.a());
        List<UnsafeBuffer> second = frames(parting.b());
        int i = 0;
        while (i < Math.min(first.size(), second.size()) && Decision.isSame(first.get(i), second.get(i))) {
            i++;
        }
        if (i == Math.min(first.size(), second.size()) && i > 0) {
            i--;
        }
        UnsafeBuffer frame = i < first.size() ? first.get(i) : second.get(i);
        return switch (Event.templateId(frame, 0)) {
            case StrategySignalDecoder.TEMPLATE_ID -> EnumSet.of(RunInput.STRATEGY, RunInput.PARAMETERS, RunInput.BARS);
            case RiskVerdictDecoder.TEMPLATE_ID -> EnumSet.of(RunInput.LIMITS, RunInput.COSTS);
            case OrderIntentDecoder.TEMPLATE_ID ->
                pair.settings().stream().anyMatch(change -> change.input() == RunInput.STRATEGY)
                        ? EnumSet.of(RunInput.STRATEGY, RunInput.PARAMETERS, RunInput.BARS)
                        : EnumSet.of(RunInput.SIZING, RunInput.COSTS, RunInput.MARKET_RULES);
            default -> EnumSet.of(RunInput.SIZING, RunInput.COSTS, RunInput.MARKET_RULES);
        };
    }

    private static List<UnsafeBuffer> frames(Decision decision) {
        return decision == null ? List.of() : decision.frames();
    }

    private void input(InputDifference difference, List<String> reasons) {
        if (difference != null && difference.marketEvents() < parting.place().marketEvents()) {
            reasons.add("the inputs differ: " + difference.kind().text() + " " + difference.number() + " is "
                    + or(difference.a()) + " and " + or(difference.b()));
        }
    }

    private static String or(String record) {
        return record == null ? "not there" : record;
    }

    private void features(List<String> reasons) {
        if (!a.features().equals(b.features())) {
            reasons.add("the features differ: " + text(a.features()) + " against " + text(b.features()));
        }
    }

    private static String text(List<Explanation.FeatureValue> features) {
        return features.isEmpty()
                ? "none"
                : features.stream()
                        .map(f -> f.name() + (Double.isNaN(f.value()) ? " not ready" : " = " + f.value()))
                        .collect(Collectors.joining(", "));
    }

    private void settings(Set<RunInput> inputs, List<String> reasons) {
        List<String> changes = pair.settings().stream()
                .filter(change -> inputs.contains(change.input()))
                .map(SettingChange::text)
                .toList();
        if (!changes.isEmpty()) {
            reasons.add("the settings differ: " + String.join(", ", changes));
        }
    }

    private void account(List<String> reasons) {
        if (a.equity() == b.equity() && a.position() == b.position()) {
            return;
        }
        reasons.add("the accounts differ: equity " + Decimals.plain(a.equity()) + " and " + Decimals.plain(b.equity())
                + ", position " + Decimals.plain(a.position()) + " and " + Decimals.plain(b.position())
                + firstFill());
    }

    /** The first fill that the two do not have in common, as far as it lies before. */
    private String firstFill() {
        List<RunResult.Fill> first = pair.a().fills();
        List<RunResult.Fill> second = pair.b().fills();
        int i = 0;
        while (i < Math.min(first.size(), second.size()) && text(first, i).equals(text(second, i))) {
            i++;
        }
        boolean isBefore = i < first.size()
                        && first.get(i).event() <= parting.place().marketEvents()
                || i < second.size() && second.get(i).event() <= parting.place().marketEvents();
        return isBefore ? ", since fill " + (i + 1) + " was " + text(first, i) + " and " + text(second, i) : "";
    }

    private static String text(List<RunResult.Fill> fills, int index) {
        if (index >= fills.size()) {
            return "none";
        }
        RunResult.Fill fill = fills.get(index);
        return (fill.buy() ? "buy " : "sell ") + Decimals.plain(fill.qty()) + " at " + Decimals.plain(fill.px())
                + " for a fee of " + Decimals.plain(fill.fee()) + " on market event " + fill.event();
    }
}
