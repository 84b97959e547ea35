package io.reprise.engine.backtest;

import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

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
        RiskLimits limits) {
    public static final int CALENDAR_DAYS = 365;
    public static final int TRADING_DAYS = 252;

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

    /** Key and text of every setting, in a fixed order: the configuration text of the run header. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("strategy", strategy);
        new TreeMap<>(parameters).forEach((name, text) -> texts.put("set." + name, text));
        texts.put("bar", bar == null ? "file" : bar.text());
        texts.put("cash", Long.toString(initialCash));
        texts.put("qty", Long.toString(sizing.fixedQty()));
        texts.put("fraction", Long.toString(sizing.fraction()));
        texts.put("takerFeeE12", Long.toString(costs.takerFeeE12()));
        texts.put("makerFeeE12", Long.toString(costs.makerFeeE12()));
        texts.put("slippageE12", Long.toString(costs.slippageE12()));
        texts.put("latencyNs", Long.toString(latencyNs));
        texts.put("tick", Long.toString(tickPx));
        texts.put("lot", Long.toString(lotQty));
        texts.put("annual", Integer.toString(annualDays));
        texts.put("unlimitedLiquidity", Boolean.toString(unlimitedLiquidity));
        texts.put("optimistic", Boolean.toString(optimistic));
        texts.put("orderQtyMax", Long.toString(limits.orderQtyMax()));
        texts.put("orderNotionalMax", Long.toString(limits.orderNotionalMax()));
        texts.put("positionQtyMax", Long.toString(limits.positionQtyMax()));
        texts.put("collarE8", Long.toString(limits.collarE8()));
        texts.put("ordersPerWindowMax", Integer.toString(limits.ordersPerWindowMax()));
        texts.put("orderWindowNs", Long.toString(limits.orderWindowNs()));
        texts.put("drawdownMax", Double.toString(limits.drawdownMax()));
        return texts;
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
                in.number("cash"),
                new Sizing(in.number("qty"), in.number("fraction")),
                new Costs(in.number("takerFeeE12"), in.number("makerFeeE12"), in.number("slippageE12")),
                in.number("latencyNs"),
                in.number("tick"),
                in.number("lot"),
                Math.toIntExact(in.number("annual")),
                Boolean.parseBoolean(in.text("unlimitedLiquidity")),
                Boolean.parseBoolean(in.text("optimistic")),
                new RiskLimits(
                        in.number("orderQtyMax"),
                        in.number("orderNotionalMax"),
                        in.number("positionQtyMax"),
                        in.number("collarE8"),
                        Math.toIntExact(in.number("ordersPerWindowMax")),
                        in.number("orderWindowNs"),
                        Double.parseDouble(in.text("drawdownMax"))));
    }

    private record Texts(Map<String, String> map) {
        String text(String key) {
            String text = map.get(key);
            if (text == null) {
                throw new IllegalArgumentException("the run header lacks the setting '" + key + "'");
            }
            return text;
        }

        long number(String key) {
            try {
                return Long.parseLong(text(key));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("the run header's setting '" + key + "' is not a whole number", e);
            }
        }
    }
}
