package io.reprise.engine.feature.pattern;

import static io.reprise.engine.feature.FeatureDefinition.named;
import static io.reprise.engine.feature.FeatureFamily.PATTERN;

import io.reprise.engine.domain.Parameter;
import io.reprise.engine.feature.FeatureDefinition;
import java.util.List;
import java.util.stream.Stream;

/** The features of this family; how each is computed is in its class. */
public final class PatternFeatures {
    private static final String NISON = "S. Nison, Japanese Candlestick Charting Techniques, 1991";

    private PatternFeatures() {}

    public static List<FeatureDefinition> all() {
        return Stream.of(shapes(), sequences()).flatMap(List::stream).toList();
    }

    private static List<FeatureDefinition> shapes() {
        return List.of(
                shape("body-ratio", "(close - open) / (high - low)", Shape.Part.BODY),
                shape("upper-shadow", "(high - max(open, close)) / (high - low)", Shape.Part.UPPER_SHADOW),
                shape("lower-shadow", "(min(open, close) - low) / (high - low)", Shape.Part.LOWER_SHADOW),
                shape("close-location", "(close - low) / (high - low)", Shape.Part.CLOSE_LOCATION),
                named("doji", PATTERN, "1 when |close - open| <= limit x (high - low), else 0")
                        .source(NISON)
                        .with(Parameter.decimal("limit", "0.1", "0", "1", "largest body by range"))
                        .makes(p -> new Shape(Shape.Part.DOJI, p.decimal("limit") / 1e8)),
                named("hammer", PATTERN, "1 lower shadow >= limit bodies and upper <= body; -1 upside down; else 0")
                        .source(NISON)
                        .with(Parameter.decimal("limit", "2", "0.1", "100", "least long shadow by body"))
                        .makes(p -> new Shape(Shape.Part.HAMMER, p.decimal("limit") / 1e8)));
    }

    private static FeatureDefinition shape(String name, String formula, Shape.Part part) {
        return named(name, PATTERN, formula + ", 0 without range").source(NISON).makes(p -> new Shape(part, 0));
    }

    private static List<FeatureDefinition> sequences() {
        return List.of(
                two("gap", "(open - close before) / close before", TwoBars.Kind.GAP),
                two("inside-bar", "1 when high and low lie in those of the bar before, else 0", TwoBars.Kind.INSIDE),
                two(
                        "outside-bar",
                        "1 when high and low lie beyond those of the bar before, else 0",
                        TwoBars.Kind.OUTSIDE),
                two(
                        "engulfing",
                        "1 a rising body covers a falling one, -1 the other way, else 0",
                        TwoBars.Kind.ENGULFING),
                named("run-length", PATTERN, "rising closes in a row, below 0 for falling ones, 0 after an equal one")
                        .source("runs test, A. Wald, J. Wolfowitz, 1940")
                        .warmUp("2", p -> 2)
                        .makes(p -> Runs.length()),
                named("higher-highs", PATTERN, "higher highs less lower lows among the last n bars")
                        .source("C. Dow")
                        .period(10, 1)
                        .warmUp("period + 1", p -> p.integer("period") + 1)
                        .makes(p -> Runs.higherHighs(p.integer("period"))));
    }

    private static FeatureDefinition two(String name, String formula, TwoBars.Kind kind) {
        return named(name, PATTERN, formula).source(NISON).warmUp("2", p -> 2).makes(p -> new TwoBars(kind));
    }
}
