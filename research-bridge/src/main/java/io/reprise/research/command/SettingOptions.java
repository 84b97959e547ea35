package io.reprise.research.command;

import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that decide what a backtest does; texts are read exactly, never through binary floating point. */
final class BacktestOptions {
    private static final long NS_PER_MS = 1_000_000L;
    private static final long FIXED_ONE = 100_000_000L;
    /** A basis point as a fraction at 1e-8, which {@link #bps} has at 1e-12. */
    private static final long E8_PER_BPS = 10_000;

    @Option(names = "--strategy", required = true, paramLabel = "NAME", description = "A strategy of the catalogue.")
    private String strategy;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A parameter of the strategy; repeatable.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--bar",
            paramLabel = "BAR",
            description = "Bars to build from trades: 1m, 4h, 100t, 50v, 10000usd.")
    private String bar;

    @Option(
            names = "--cash",
            paramLabel = "MONEY",
            defaultValue = "10000",
            description = "Starting cash (default: ${DEFAULT-VALUE}).")
    private String cash;

    @ArgGroup
    private Size size = new Size();

    private static final class Size {
        @Option(names = "--qty", paramLabel = "QTY", description = "Fixed quantity of an opening order.")
        private String qty;

        @Option(
                names = "--fraction",
                paramLabel = "F",
                description = "Fraction of equity an opening order may cost (default: 1).")
        private String fraction;
    }

    @Option(names = "--fee-bps", paramLabel = "BPS", defaultValue = "0", description = "Fee of a taker (default: 0).")
    private String feeBps;

    @Option(names = "--maker-fee-bps", paramLabel = "BPS", description = "Fee of a maker (default: as --fee-bps).")
    private String makerFeeBps;

    @Option(
            names = "--slippage-bps",
            paramLabel = "BPS",
            defaultValue = "0",
            description = "Slippage of a taker (default: 0).")
    private String slippageBps;

    @Option(
            names = "--latency-ms",
            paramLabel = "MS",
            defaultValue = "0",
            description = "From decision to venue (default: 0).")
    private String latencyMs;

    @Option(names = "--tick", paramLabel = "PX", description = "Price step (default: the instrument's).")
    private String tick;

    @Option(names = "--lot", paramLabel = "QTY", description = "Quantity step (default: the instrument's).")
    private String lot;

    @Option(
            names = "--annual",
            paramLabel = "DAYS",
            defaultValue = "365",
            description = "365 or 252 days a year (default: 365).")
    private int annual;

    @Option(names = "--unlimited-liquidity", description = "An order fills whole on its first event.")
    private boolean unlimitedLiquidity;

    @Option(names = "--optimistic", description = "A resting limit order also fills at its price, not only through it.")
    private boolean optimistic;

    @Option(names = "--max-order-qty", paramLabel = "QTY", description = "Limit on the quantity of one order.")
    private String orderQtyMax;

    @Option(names = "--max-order-notional", paramLabel = "MONEY", description = "Limit on the notional of one order.")
    private String orderNotionalMax;

    @Option(names = "--max-position", paramLabel = "QTY", description = "Limit on the position, long or short.")
    private String positionQtyMax;

    @Option(
            names = "--price-collar-bps",
            paramLabel = "BPS",
            description = "Largest distance of a limit or stop from the last price.")
    private String collarBps;

    @Option(names = "--max-orders-per-second", paramLabel = "N", description = "Limit on the rate of orders.")
    private Integer ordersPerSecondMax;

    @Option(
            names = "--max-drawdown",
            paramLabel = "F",
            description = "Drawdown, a fraction, beyond which only closing orders pass.")
    private String drawdownMax;

    RunConfig toConfig() {
        long takerE12 = bps("--fee-bps", feeBps);
        return new RunConfig(
                strategy,
                parameters,
                bar == null ? null : barSpec(),
                positive("--cash", cash),
                size.qty != null
                        ? Sizing.quantity(positive("--qty", size.qty))
                        : Sizing.fractionOfEquity(
                                size.fraction == null ? FIXED_ONE : fraction("--fraction", size.fraction)),
                new Costs(
                        takerE12,
                        makerFeeBps == null ? takerE12 : bps("--maker-fee-bps", makerFeeBps),
                        bps("--slippage-bps", slippageBps)),
                latencyNs(),
                tick == null ? 0 : positive("--tick", tick),
                lot == null ? 0 : positive("--lot", lot),
                annualDays(),
                unlimitedLiquidity,
                optimistic,
                limits());
    }

    private RiskLimits limits() {
        return new RiskLimits(
                orNoLimit("--max-order-qty", orderQtyMax),
                orNoLimit("--max-order-notional", orderNotionalMax),
                orNoLimit("--max-position", positionQtyMax),
                collarBps == null ? RiskLimits.NO_LIMIT : collarE8(),
                ordersPerSecondMax == null ? RiskLimits.NONE.ordersPerWindowMax() : ordersPerSecond(),
                RiskLimits.NONE.orderWindowNs(),
                drawdownMax == null
                        ? RiskLimits.NONE.drawdownMax()
                        : fraction("--max-drawdown", drawdownMax) / (double) FIXED_ONE);
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
        if (ordersPerSecondMax < 1) {
            throw new IllegalArgumentException(
                    "--max-orders-per-second cannot be " + ordersPerSecondMax + ": it must be 1 or more");
        }
        return ordersPerSecondMax;
    }

    private static long orNoLimit(String option, String text) {
        return text == null ? RiskLimits.NO_LIMIT : positive(option, text);
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
