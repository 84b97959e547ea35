package io.reprise.bench.latency;

import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.List;

/** Sends an order on every bar: with bars of one trade, on every trade. Two moving averages are kept up besides. */
final class OrderEachTick implements Strategy {
    static final long QTY = 1_00000000L;

    private int fast;

    @Override
    public void onStart(Setup setup) {
        fast = setup.feature("sma", 10);
        setup.feature("ema", 30);
    }

    @Override
    public void onBar(Bar bar, Context context) {
        if (context.ready(fast)) {
            context.market(Side.BUY, QTY, TimeInForce.IOC);
        }
    }

    @Override
    public boolean onParameters(Parameters parameters) {
        return true;
    }

    @Override
    public void saveState(StateOutput out) {
        // it has none
    }

    @Override
    public void loadState(StateInput in) {
        // it has none
    }

    /** Makes it, without parameters. */
    static final class Provider implements StrategyProvider {
        @Override
        public String name() {
            return "order-each-tick";
        }

        @Override
        public String summary() {
            return "an order on every bar";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public Strategy create(Parameters parameters) {
            return new OrderEachTick();
        }
    }
}
