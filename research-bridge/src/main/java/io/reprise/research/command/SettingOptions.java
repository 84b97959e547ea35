package io.reprise.research.command;

import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.risk.StopRules;
import io.reprise.engine.sim.VenueRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * The settings of a run, each of which changes a configuration where it is given and leaves it where it is not; texts are
 * read exactly, never through binary floating point.
 */
final class SettingOptions {
    private static final long NS_PER_MS = 1_000_000L;
    private static final long FIXED_ONE = 100_000_000L;
    /** A basis point as a fraction at 1e-8, which {@link #bps} has at 1e-12. */
    private static final long E8_PER_BPS = 10_000;
    /** Switches a limit off. */
    private static final String OFF = "none";

    private static final int NO_RATE = RiskLimits.NONE.ordersPerWindowMax();
    private static final double NO_DRAWDOWN = RiskLimits.NONE.drawdownMax();

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A parameter of the strategy; repeatable.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--bar",
            paramLabel = "BAR",
            description = "Bars to build from trades: 1m, 4h, 100t, 50v, 10000usd.")
    private String bar;

    @Option(names = "--cash", paramLabel = "MONEY", description = "Starting cash.")
    private String cash;

    @ArgGroup
    private Size size = new Size();

    private static final class Size {
        @Option(names = "--qty", paramLabel = "QTY", description = "Fixed quantity of an opening order.")
        private String qty;

        @Option(names = "--fraction", paramLabel = "F", description = "Fraction of equity an opening order may cost.")
        private String fraction;

        @Option(
                names = "--size",
                paramLabel = "RULE",
                description = "Size by a rule: fixed:QTY, fraction:F, risk:F of equity lost at the stop,"
                        + " kelly:F[,cap=F,trades=N,prior=N,start=F], volatility:F[,by=atr|returns,window=N].")
        private String rule;
    }

    @Option(
            names = "--stop",
            paramLabel = "RULE",
            description = "Stop of each position, or none: percent:F, atr:N, chandelier:N or time:BARS, then as wanted"
                    + " ,period=N,trail=yes,break-even=N,time=BARS,at=venue,regime=MODEL,tight=F,wide=F.")
    private String stop;

    @Option(names = "--fee-bps", paramLabel = "BPS", description = "Fee of a taker.")
    private String feeBps;

    @Option(
            names = "--maker-fee-bps",
            paramLabel = "BPS",
            description = "Fee of a maker; it goes with --fee-bps while the two are one.")
    private String makerFeeBps;

    @Option(names = "--slippage-bps", paramLabel = "BPS", description = "Slippage of a taker.")
    private String slippageBps;

    @Option(names = "--latency-ms", paramLabel = "MS", description = "From decision to venue.")
    private String latencyMs;

    @Option(names = "--tick", paramLabel = "PX", description = "Price step, instead of the instrument's.")
    private String tick;

    @Option(names = "--lot", paramLabel = "QTY", description = "Quantity step, instead of the instrument's.")
    private String lot;

    @Option(names = "--annual", paramLabel = "DAYS", description = "Days of a year: 365 or 252.")
    private Integer annual;

    @Option(
            names = "--unlimited-liquidity",
            negatable = true,
            description = "An order fills whole on its first event, or --no-unlimited-liquidity.")
    private Boolean unlimitedLiquidity;

    @Option(
            names = "--optimistic",
            negatable = true,
            description = "A resting limit order also fills at its price, not only through it, or --no-optimistic.")
    private Boolean optimistic;

    @Option(
            names = "--fee",
            paramLabel = "MODEL",
            description = "Fees of the venue: rates (--fee-bps), share:RATE[,min=MONEY][,cap=FRACTION] or"
                    + " tiers:FROM=TAKER/MAKER,... in bps by 30-day volume, a maker's below 0 being a rebate.")
    private String fee;

    @Option(
            names = "--impact",
            paramLabel = "MODEL",
            description = "What an order's size moves its price: none, volume-share:FACTOR or"
                    + " sqrt:FACTOR,volatility=FRACTION,volume=QTY.")
    private String impact;

    @Option(
            names = "--latency",
            paramLabel = "MODEL",
            description = "What orders travel beyond --latency-ms: none or quantiles:MS/MS/...,seed=N.")
    private String latency;

    @Option(
            names = "--intrabar",
            paramLabel = "PATH",
            description = "Path of the prices in a bar: pessimistic, ohlc, olhc or adaptive.")
    private String intrabar;

    @Option(
            names = "--stp",
            paramLabel = "MODE",
            description = "Self-trade prevention: decrement, cancel-newest, cancel-oldest or cancel-both.")
    private String stp;

    @Option(
            names = "--queue-model",
            paramLabel = "MODEL",
            description =
                    "Place of resting orders in a book: none (trades alone fill them), risk-averse, log or power:N.")
    private String queueModel;

    @Option(
            names = "--session",
            paramLabel = "HOURS",
            description = "Session of DAY orders and auctions, such as 'Mon-Fri 14:30-21:00' (UTC), or always.")
    private String session;

    @Option(
            names = "--emulate",
            paramLabel = "TYPES",
            description = "Order types that wait in the engine, such as stop,trailing-stop,lists, or none.")
    private String emulate;

    @Option(names = "--max-order-qty", paramLabel = "QTY", description = "Limit on the quantity of one order, or none.")
    private String orderQtyMax;

    @Option(
            names = "--max-order-notional",
            paramLabel = "MONEY",
            description = "Limit on the notional of one order, or none.")
    private String orderNotionalMax;

    @Option(
            names = "--max-position",
            paramLabel = "QTY",
            description = "Limit on the position, long or short, or none.")
    private String positionQtyMax;

    @Option(
            names = "--price-collar-bps",
            paramLabel = "BPS",
            description = "Largest distance of a limit or stop from the last price, or none.")
    private String collarBps;

    @Option(names = "--max-orders-per-second", paramLabel = "N", description = "Limit on the rate of orders, or none.")
    private String ordersPerSecondMax;

    @Option(
            names = "--max-drawdown",
            paramLabel = "F",
            description = "Drawdown, a fraction, beyond which only closing orders pass, or none.")
    private String drawdownMax;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Risk profile: research (no limits of its own) or portfolio (30 %% of equity in crypto).")
    private String profile;

    @Option(
            names = "--limit",
            paramLabel = "KEY=VALUE",
            description = "A limit of the portfolio, such as leverage=2, daily-loss=5%%, class.CRYPTO=30%% or"
                    + " instrument.NAME=0.5; repeatable; docs/risk.md has them all.")
    private Map<String, String> portfolioLimits = new LinkedHashMap<>();

    /** Whether none is given. */
    boolean isEmpty() {
        return parameters.isEmpty()
                && portfolioLimits.isEmpty()
                && profile == null
                && Stream.of(
                                bar,
                                cash,
                                size.qty,
                                size.fraction,
                                size.rule,
                                stop,
                                feeBps,
                                makerFeeBps,
                                slippageBps,
                                latencyMs,
                                tick,
                                lot)
                        .allMatch(Objects::isNull)
                && Stream.of(fee, impact, latency, intrabar, stp, session, emulate, queueModel)
                        .allMatch(Objects::isNull)
                && Stream.of(annual, unlimitedLiquidity, optimistic).allMatch(Objects::isNull)
                && Stream.of(orderQtyMax, orderNotionalMax, positionQtyMax, collarBps, ordersPerSecondMax, drawdownMax)
                        .allMatch(Objects::isNull);
    }

    /**
     * A configuration with the settings that are given.
     *
     * @param base has the others
     * @param strategy null for the base's; another one begins without the base's parameters
     */
    RunConfig over(RunConfig base, String strategy) {
        boolean isOther = strategy != null && !strategy.equals(base.strategy());
        Map<String, String> set = new LinkedHashMap<>(isOther ? Map.of() : base.parameters());
        set.putAll(parameters);
        return new RunConfig(
                isOther ? strategy : base.strategy(),
                set,
                bar == null ? base.bar() : barSpec(),
                cash == null ? base.initialCash() : positive("--cash", cash),
                sizing(base.sizing()),
                costs(base.costs()),
                latencyMs == null ? base.latencyNs() : latencyNs(),
                tick == null ? base.tickPx() : positive("--tick", tick),
                lot == null ? base.lotQty() : positive("--lot", lot),
                annual == null ? base.annualDays() : annualDays(),
                unlimitedLiquidity == null ? base.unlimitedLiquidity() : unlimitedLiquidity,
                optimistic == null ? base.optimistic() : optimistic,
                limits(base.limits()),
                base.policy().with(profile, portfolioLimits),
                stop == null ? base.stops() : stop.equals(OFF) ? null : StopRules.parse(stop),
                venue(base.venue()));
    }

    private VenueRules venue(VenueRules base) {
        VenueRules rules = with(base, "fee", fee);
        rules = with(rules, "impact", impact);
        rules = with(rules, "latency", latency);
        rules = with(rules, "intrabar", intrabar);
        rules = with(rules, "stp", stp);
        rules = with(rules, "session", session);
        rules = with(rules, "emulate", emulate);
        return with(rules, "queue-model", queueModel);
    }

    private static VenueRules with(VenueRules rules, String key, String text) {
        try {
            return text == null ? rules : rules.with(key, text);
        } catch (IllegalArgumentException | ArithmeticException refused) {
            throw new IllegalArgumentException("--" + key + ": " + refused.getMessage(), refused);
        }
    }

    private Sizing sizing(Sizing base) {
        if (size.rule != null) {
            return Sizing.parse(size.rule);
        }
        if (size.qty != null) {
            return Sizing.quantity(positive("--qty", size.qty));
        }
        return size.fraction == null ? base : Sizing.fractionOfEquity(fraction("--fraction", size.fraction));
    }

    private Costs costs(Costs base) {
        long takerE12 = feeBps == null ? base.takerFeeE12() : bps("--fee-bps", feeBps);
        long makerE12 = base.makerFeeE12() == base.takerFeeE12() ? takerE12 : base.makerFeeE12();
        return new Costs(
                takerE12,
                makerFeeBps == null ? makerE12 : bps("--maker-fee-bps", makerFeeBps),
                slippageBps == null ? base.slippageE12() : bps("--slippage-bps", slippageBps));
    }

    private RiskLimits limits(RiskLimits base) {
        return new RiskLimits(
                limit("--max-order-qty", orderQtyMax, base.orderQtyMax()),
                limit("--max-order-notional", orderNotionalMax, base.orderNotionalMax()),
                limit("--max-position", positionQtyMax, base.positionQtyMax()),
                or(collarBps, base.collarE8(), RiskLimits.NO_LIMIT, this::collarE8),
                or(ordersPerSecondMax, base.ordersPerWindowMax(), NO_RATE, this::ordersPerSecond),
                base.orderWindowNs(),
                or(drawdownMax, base.drawdownMax(), NO_DRAWDOWN, this::drawdown));
    }

    private static long limit(String option, String text, long base) {
        return or(text, base, RiskLimits.NO_LIMIT, () -> positive(option, text));
    }

    /** What a limit becomes: the base's where no text is given, off where it says so. */
    private static <T> T or(String text, T base, T off, Supplier<T> read) {
        return text == null ? base : text.equals(OFF) ? off : read.get();
    }

    private double drawdown() {
        return fraction("--max-drawdown", drawdownMax) / (double) FIXED_ONE;
    }

    private BarSpec barSpec() {
        try {
            return BarSpec.parse(bar);
        } catch (IllegalArgumentException | ArithmeticException refused) {
            throw new IllegalArgumentException("--bar: " + refused.getMessage(), refused);
        }
    }

    private int annualDays() {
        if (annual != RunConfig.CALENDAR_DAYS && annual != RunConfig.TRADING_DAYS) {
            throw new IllegalArgumentException("--annual cannot be " + annual + ": it must be 365 or 252");
        }
        return annual;
    }

    private long collarE8() {
        long collar = bps("--price-collar-bps", collarBps) / E8_PER_BPS;
        if (collar == 0) {
            throw new IllegalArgumentException(
                    "--price-collar-bps cannot be " + collarBps + ": it must be at least 0.0001");
        }
        return collar;
    }

    private int ordersPerSecond() {
        try {
            int orders = Integer.parseInt(ordersPerSecondMax);
            if (orders >= 1) {
                return orders;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("--max-orders-per-second cannot be " + ordersPerSecondMax
                + ": it must be a whole number, 1 or more, or " + OFF);
    }

    private long latencyNs() {
        long latency = number("--latency-ms", latencyMs);
        if (latency < 0) {
            throw new IllegalArgumentException("--latency-ms cannot be " + latencyMs + ": it must be 0 or more");
        }
        return Math.multiplyExact(latency, NS_PER_MS) / FIXED_ONE;
    }

    /** A basis point is a ten-thousandth, so bps at 1e-8 are a fraction at 1e-12. */
    private static long bps(String option, String text) {
        long value = number(option, text);
        if (value < 0 || value >= 10_000 * FIXED_ONE) {
            throw new IllegalArgumentException(
                    option + " cannot be " + text + ": it must be 0 or more and below 10000");
        }
        return value;
    }

    private static long fraction(String option, String text) {
        long value = number(option, text);
        if (value <= 0 || value > FIXED_ONE) {
            throw new IllegalArgumentException(option + " cannot be " + text + ": it must be above 0 and at most 1");
        }
        return value;
    }

    private static long positive(String option, String text) {
        long value = number(option, text);
        if (value <= 0) {
            throw new IllegalArgumentException(option + " cannot be " + text + ": it must be above 0");
        }
        return value;
    }

    private static long number(String option, String text) {
        try {
            return Decimals.parse(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }
}
