package io.reprise.research.library;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.List;

/** Follows another strategy's signal. */
record SignalCopy(String name, String signal) implements StrategyProvider {
    @Override
    public String summary() {
        return "follows a signal";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new Strategy() {
            private int handle;

            @Override
            public void onStart(Setup setup) {
                handle = setup.feature(signal);
            }

            @Override
            public void onBar(Bar bar, Context context) {
                context.go(0, (int) context.value(handle));
            }
        };
    }
}
