package io.reprise.strategies.ta4j;

import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.List;
import java.util.function.Function;
import org.ta4j.core.BarSeries;
import org.ta4j.core.num.NumFactory;

/**
 * Gives a ta4j strategy a name. To be found by it, a class of your own without arguments to its constructor extends this and
 * is listed in {@code META-INF/services/io.reprise.engine.strategy.StrategyProvider}.
 */
public class Ta4jProvider implements StrategyProvider {
    private final String name;
    private final String summary;
    private final Function<BarSeries, org.ta4j.core.Strategy> maker;
    private final NumFactory numbers;
    private final int barsMaxDefault;

    /** The arguments are those of {@link Ta4jStrategy}; {@code bars-max} is the one parameter. */
    public Ta4jProvider(
            String name,
            String summary,
            Function<BarSeries, org.ta4j.core.Strategy> maker,
            NumFactory numbers,
            int barsMaxDefault) {
        this.name = name;
        this.summary = summary;
        this.maker = maker;
        this.numbers = numbers;
        this.barsMaxDefault = barsMaxDefault;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.integer(
                "bars-max", barsMaxDefault, 1, Ta4jStrategy.BARS_MAX, "bars that ta4j's series is made anew with"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new Ta4jStrategy(maker, numbers, parameters.integer("bars-max"));
    }
}
