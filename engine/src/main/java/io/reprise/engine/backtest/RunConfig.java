package io.reprise.engine.backtest;

import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.RiskPolicy;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.risk.StopRules;
import io.reprise.engine.sim.VenueRules;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Everything that decides a backtest but the market data: what {@code backtest} was asked for, as it stands in the run's
 * journal. Money, prices and quantities at 1e-8.
 *
 * @param strategy name in the catalogue
 * @param parameters texts as given; those left out have their defaults
 * @param bar the strategy's bars; null for bars that come from the file
 * @param tickPx overrides the instrument's tick, 0 keeps it
 * @param lotQty overrides the instrument's lot, 0 keeps it
 * @param annualDays 365 or 252
 * @param policy limits of the portfolio; those that are not set stand in no header
 * @param stops what guards the strategy's positions, null for nothing
 * @param venue how the simulated venue treats orders; what is as usual stands in no header
 */
public record RunConfig(
        String strategy,
        Map<String, String> parameters,
        BarSpec bar,
        long initialCash,
        Sizing sizing,
        Costs costs,
        long latencyNs,
        long tickPx,
        long lotQty,
        int annualDays,
        boolean unlimitedLiquidity,
        boolean optimistic,
        RiskLimits limits,
        RiskPolicy policy,
        StopRules stops,
        VenueRules venue) {
    public static final int CALENDAR_DAYS = 365;
    public static final int TRADING_DAYS = 252;

    private static final int NS_PLACES_IN_MS = 6;
    /** Text of a limit that is off. */
    private static final String NONE = "none";
    /** Text of a tick or lot that the instrument's definition gives. */
    private static final String INSTRUMENTS_OWN = "instrument";
    /** Begins the key of what a {@link RiskPolicy} sets. */
    static final String RISK = "risk.";

    private static final String PROFILE = RISK + "profile";
    /** Key of a size by a rule that is neither a quantity nor a fraction. */
    private static final String SIZE = "size";

    private static final String STOP = "stop";
    /** Begins the key of what {@link VenueRules} sets. */
    static final String VENUE = "venue.";

    /** With no limits but those of an order. */
    public RunConfig(
            String strategy,
            Map<String, String> parameters,
            BarSpec bar,
            long initialCash,
            Sizing sizing,
            Costs costs,
            long latencyNs,
            long tickPx,
            long lotQty,
            int annualDays,
            boolean unlimitedLiquidity,
            boolean optimistic,
            RiskLimits limits) {
        this(
                strategy,
                parameters,
                bar,
                initialCash,
                sizing,
                costs,
                latencyNs,
                tickPx,
                lotQty,
                annualDays,
                unlimitedLiquidity,
                optimistic,
                limits,
                RiskPolicy.RESEARCH_ONLY,
                null);
    }

    /** With a venue that treats orders as usual. */
    public RunConfig(
            String strategy,
            Map<String, String> parameters,
            BarSpec bar,
            long initialCash,
            Sizing sizing,
            Costs costs,
            long latencyNs,
            long tickPx,
            long lotQty,
            int annualDays,
            boolean unlimitedLiquidity,
            boolean optimistic,
            RiskLimits limits,
            RiskPolicy policy,
            StopRules stops) {
        this(
                strategy,
                parameters,
                bar,
                initialCash,
                sizing,
                costs,
                latencyNs,
                tickPx,
                lotQty,
                annualDays,
                unlimitedLiquidity,
                optimistic,
                limits,
                policy,
                stops,
                VenueRules.DEFAULT);
    }

    public RunConfig {
        parameters = Map.copyOf(parameters);
        if (initialCash <= 0) {
            throw new IllegalArgumentException("the account must start with cash above 0");
        }
        if (latencyNs < 0) {
            throw new IllegalArgumentException("the latency cannot be below 0");
        }
        if (tickPx < 0 || lotQty < 0) {
            throw new IllegalArgumentException("tick and lot must be above 0");
        }
        if (annualDays != CALENDAR_DAYS && annualDays != TRADING_DAYS) {
            throw new IllegalArgumentException("ratios are annualised by 365 or 252 days, not " + annualDays);
        }
    }

    /** Names of the strategies in the run, by their ids. */
    public List<String> strategyNames() {
        return Portfolio.is(this) ? Portfolio.of(parameters).names() : List.of(strategy);
    }

    /** The same run with other parameters. */
    public RunConfig withParameters(Map<String, String> given) {
        return with(strategy, given, bar, tickPx, lotQty);
    }

    /** The same run with its bars named. */
    RunConfig withBar(BarSpec named) {
        return with(strategy, parameters, named, tickPx, lotQty);
    }

    /** The same run of another strategy. */
    RunConfig withStrategy(String name, Map<String, String> given) {
        return with(name, given, bar, tickPx, lotQty);
    }

    /** The same run with other overrides of tick and lot, 0 for none. */
    RunConfig withIncrements(long newTickPx, long newLotQty) {
        return with(strategy, parameters, bar, newTickPx, newLotQty);
    }

    private RunConfig with(String name, Map<String, String> given, BarSpec named, long newTickPx, long newLotQty) {
        return new RunConfig(
                name,
                given,
                named,
                initialCash,
                sizing,
                costs,
                latencyNs,
                newTickPx,
                newLotQty,
                annualDays,
                unlimitedLiquidity,
                optimistic,
                limits,
                policy,
                stops,
                venue);
    }

    /** Key and text of every setting in the command line's words, in a fixed order: the configuration of the run header. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("strategy", strategy);
        new TreeMap<>(parameters).forEach((name, text) -> texts.put("set." + name, text));
        texts.put("bar", bar == null ? "file" : bar.text());
        texts.put("cash", Decimals.plain(initialCash));
        if (!sizing.isBasic()) {
            texts.put(SIZE, sizing.text());
        } else if (sizing.isFixed()) {
            texts.put("qty", Decimals.plain(sizing.fixedQty()));
        } else {
            texts.put("fraction", Decimals.plain(sizing.fraction()));
        }
        texts.put("fee-bps", Decimals.plain(costs.takerFeeE12()));
        texts.put("maker-fee-bps", Decimals.plain(costs.makerFeeE12()));
        texts.put("slippage-bps", Decimals.plain(costs.slippageE12()));
        texts.put(
                "latency-ms",
                BigDecimal.valueOf(latencyNs, NS_PLACES_IN_MS)
                        .stripTrailingZeros()
                        .toPlainString());
        texts.put("tick", incrementText(tickPx));
        texts.put("lot", incrementText(lotQty));
        texts.put("annual", Integer.toString(annualDays));
        texts.put("unlimited-liquidity", Boolean.toString(unlimitedLiquidity));
        texts.put("optimistic", Boolean.toString(optimistic));
        texts.put("max-order-qty", limitText(limits.orderQtyMax()));
        texts.put("max-order-notional", limitText(limits.orderNotionalMax()));
        texts.put("max-position", limitText(limits.positionQtyMax()));
        texts.put("price-collar", limitText(limits.collarE8()));
        texts.put("max-orders-per-window", rateText(limits.ordersPerWindowMax()));
        texts.put("order-window-ns", Long.toString(limits.orderWindowNs()));
        texts.put("max-drawdown", limits.drawdownMax() >= 1 ? NONE : Double.toString(limits.drawdownMax()));
        if (!policy.profile().equals(RiskPolicy.RESEARCH)) {
            texts.put(PROFILE, policy.profile());
        }
        policy.settings().forEach((key, text) -> texts.put(RISK + key, text));
        if (stops != null) {
            texts.put(STOP, stops.text());
        }
        venue.texts().forEach((key, text) -> texts.put(VENUE + key, text));
        return texts;
    }

    private static String incrementText(long increment) {
        return increment == 0 ? INSTRUMENTS_OWN : Decimals.plain(increment);
    }

    private static String limitText(long limit) {
        return limit == RiskLimits.NO_LIMIT ? NONE : Decimals.plain(limit);
    }

    private static String rateText(int ordersMax) {
        return ordersMax == Integer.MAX_VALUE ? NONE : Integer.toString(ordersMax);
    }

    /** Reads back what {@link #texts} wrote. */
    public static RunConfig of(Map<String, String> texts) {
        Map<String, String> parameters = new LinkedHashMap<>();
        texts.forEach((key, text) -> {
            if (key.startsWith("set.")) {
                parameters.put(key.substring("set.".length()), text);
            }
        });
        Texts in = new Texts(texts);
        return new RunConfig(
                in.text("strategy"),
                parameters,
                in.text("bar").equals("file") ? null : BarSpec.parse(in.text("bar")),
                in.decimal("cash"),
                sizingOf(in),
                new Costs(in.decimal("fee-bps"), in.decimal("maker-fee-bps"), in.decimal("slippage-bps")),
                in.read(
                        "latency-ms",
                        text -> new BigDecimal(text)
                                .movePointRight(NS_PLACES_IN_MS)
                                .longValueExact()),
                in.read("tick", text -> text.equals(INSTRUMENTS_OWN) ? 0 : Decimals.parse(text)),
                in.read("lot", text -> text.equals(INSTRUMENTS_OWN) ? 0 : Decimals.parse(text)),
                in.read("annual", Integer::parseInt),
                Boolean.parseBoolean(in.text("unlimited-liquidity")),
                Boolean.parseBoolean(in.text("optimistic")),
                limitsOf(in),
                policyOf(texts),
                texts.containsKey(STOP) ? StopRules.parse(texts.get(STOP)) : null,
                venueOf(texts));
    }

    private static VenueRules venueOf(Map<String, String> texts) {
        VenueRules rules = VenueRules.DEFAULT;
        for (Map.Entry<String, String> one : texts.entrySet()) {
            if (one.getKey().startsWith(VENUE)) {
                rules = rules.with(one.getKey().substring(VENUE.length()), one.getValue());
            }
        }
        return rules;
    }

    private static Sizing sizingOf(Texts in) {
        if (in.map().containsKey(SIZE)) {
            return Sizing.parse(in.text(SIZE));
        }
        return in.map().containsKey("qty")
                ? Sizing.quantity(in.decimal("qty"))
                : Sizing.fractionOfEquity(in.decimal("fraction"));
    }

    private static RiskPolicy policyOf(Map<String, String> texts) {
        Map<String, String> settings = new LinkedHashMap<>();
        texts.forEach((key, text) -> {
            if (key.startsWith(RISK) && !key.equals(PROFILE)) {
                settings.put(key.substring(RISK.length()), text);
            }
        });
        return new RiskPolicy(texts.getOrDefault(PROFILE, RiskPolicy.RESEARCH), settings);
    }

    private static RiskLimits limitsOf(Texts in) {
        return new RiskLimits(
                in.limit("max-order-qty"),
                in.limit("max-order-notional"),
                in.limit("max-position"),
                in.limit("price-collar"),
                in.read(
                        "max-orders-per-window",
                        text -> text.equals(NONE) ? Integer.MAX_VALUE : Integer.parseInt(text)),
                in.read("order-window-ns", Long::parseLong),
                in.read("max-drawdown", text -> text.equals(NONE) ? 1.0 : Double.parseDouble(text)));
    }

    private record Texts(Map<String, String> map) {
        String text(String key) {
            String text = map.get(key);
            if (text == null) {
                throw new IllegalArgumentException("the run header lacks the setting '" + key + "'");
            }
            return text;
        }

        long decimal(String key) {
            return read(key, Decimals::parse);
        }

        long limit(String key) {
            return read(key, text -> text.equals(NONE) ? RiskLimits.NO_LIMIT : Decimals.parse(text));
        }

        <T> T read(String key, Function<String, T> reader) {
            try {
                return reader.apply(text(key));
            } catch (NumberFormatException | ArithmeticException e) {
                throw new IllegalArgumentException(
                        "the run header's setting '" + key + "' cannot be '" + text(key) + "'", e);
            }
        }
    }
}
