package io.reprise.research.library;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.List;
import java.util.function.Supplier;

/** A strategy that a test writes on the spot. */
record Scripted(String name, Supplier<OnBars> script) implements StrategyProvider {
    /** What it does at a bar. */
    interface OnBars {
        void onBar(Bar bar, Context context);
    }

    @Override
    public String summary() {
        return "made by a test";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public Strategy create(Parameters parameters) {
        OnBars onBars = script.get();
        return new Strategy() {
            @Override
            public void onStart(Setup setup) {}

            @Override
            public void onBar(Bar bar, Context context) {
                onBars.onBar(bar, context);
            }
        };
    }
}
