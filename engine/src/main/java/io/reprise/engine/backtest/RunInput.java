package io.reprise.engine.backtest;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What makes a run what it is, in parts that can each be taken from another run, in the order in which {@link RunGap} takes
 * them: each setting of a configuration belongs to one.
 */
public enum RunInput {
    DATA("data"),
    COMMANDS("commands"),
    STRATEGY("strategy", "strategy"),
    PARAMETERS("parameters"),
    BARS("bars", "bar"),
    SIZING("sizing", "cash", "qty", "fraction", "size", "stop"),
    COSTS("costs", "fee-bps", "maker-fee-bps", "slippage-bps", "venue.fee", "venue.impact"),
    LATENCY("latency", "latency-ms", "venue.latency"),
    MARKET_RULES(
            "market rules",
            "tick",
            "lot",
            "annual",
            "unlimited-liquidity",
            "optimistic",
            "venue.stp",
            "venue.intrabar",
            "venue.session",
            "venue.emulate",
            "venue.queue-model"),
    LIMITS(
            "risk limits",
            "max-order-qty",
            "max-order-notional",
            "max-position",
            "price-collar",
            "max-orders-per-window",
            "order-window-ns",
            "max-drawdown"),
    FILLS("fills");

    /** Begins the key of a strategy's parameter. */
    static final String PARAMETER = "set.";

    private final String text;
    private final Set<String> keys;

    RunInput(String text, String... keys) {
        this.text = text;
        this.keys = Set.of(keys);
    }

    /** A name for people. */
    public String text() {
        return text;
    }

    /** The one that a setting of {@link RunConfig#texts} belongs to. */
    static RunInput of(String key) {
        if (key.startsWith(PARAMETER)) {
            return PARAMETERS;
        }
        if (key.startsWith(RunConfig.RISK)) {
            return LIMITS;
        }
        for (RunInput input : values()) {
            if (input.keys.contains(key)) {
                return input;
            }
        }
        throw new IllegalArgumentException("the setting '" + key + "' belongs to no part of a run");
    }

    /** A configuration with this part taken from another. */
    RunConfig swap(RunConfig into, RunConfig from) {
        Map<String, String> texts = new TreeMap<>(into.texts());
        texts.keySet().removeIf(key -> of(key) == this);
        from.texts().forEach((key, value) -> {
            if (of(key) == this) {
                texts.put(key, value);
            }
        });
        return RunConfig.of(texts);
    }
}
