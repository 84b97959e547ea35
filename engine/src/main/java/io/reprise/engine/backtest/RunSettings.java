package io.reprise.engine.backtest;

import io.reprise.engine.domain.Instrument;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.risk.RiskLimits;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** A run's settings as people write them: decimals with their units, and what is switched off left out. */
final class RunSettings {
    private static final int NS_TO_MS_PLACES = 6;
    private static final long E8_PER_BPS = 10_000;

    private RunSettings() {}

    /** Names as on the command line, in a fixed order. */
    static Map<String, String> of(RunPlan plan) {
        RunConfig config = plan.config();
        Map<String, String> texts = new LinkedHashMap<>();
        if (!plan.isPortfolio()) {
            texts.put("bar", plan.bar().text());
        }
        texts.put("cash", Decimals.plain(config.initialCash()));
        if (!config.sizing().isBasic()) {
            texts.put("size", config.sizing().text());
        } else if (config.sizing().fixedQty() > 0) {
            texts.put("qty", Decimals.plain(config.sizing().fixedQty()));
        } else {
            texts.put("fraction", Decimals.plain(config.sizing().fraction()));
        }
        // A fraction at 1e-12 is basis points at 1e-8.
        texts.put("feeBps", Decimals.plain(config.costs().takerFeeE12()));
        if (config.costs().makerFeeE12() != config.costs().takerFeeE12()) {
            texts.put("makerFeeBps", Decimals.plain(config.costs().makerFeeE12()));
        }
        texts.put("slippageBps", Decimals.plain(config.costs().slippageE12()));
        texts.put(
                "latencyMs",
                BigDecimal.valueOf(config.latencyNs(), NS_TO_MS_PLACES)
                        .stripTrailingZeros()
                        .toPlainString());
        Instrument first = plan.spec().instruments().getFirst();
        texts.put("tick", Decimals.plain(first.tickPx()));
        texts.put("lot", Decimals.plain(first.lotQty()));
        texts.put("annual", Integer.toString(config.annualDays()));
        if (config.unlimitedLiquidity()) {
            texts.put("unlimitedLiquidity", "true");
        }
        if (config.optimistic()) {
            texts.put("optimistic", "true");
        }
        if (config.stops() != null) {
            texts.put("stop", config.stops().text());
        }
        config.venue().texts().forEach((key, text) -> texts.put("venue." + key, text));
        putLimits(texts, config.limits());
        if (!config.policy().isEmpty()) {
            texts.put("riskProfile", config.policy().profile());
            config.policy().effective().forEach((key, text) -> texts.put("limit." + key, text));
        }
        return texts;
    }

    private static void putLimits(Map<String, String> texts, RiskLimits limits) {
        putLimit(texts, "maxOrderQty", limits.orderQtyMax());
        putLimit(texts, "maxOrderNotional", limits.orderNotionalMax());
        putLimit(texts, "maxPosition", limits.positionQtyMax());
        if (limits.collarE8() != RiskLimits.NO_LIMIT) {
            texts.put("priceCollarBps", Decimals.plain(Math.multiplyExact(limits.collarE8(), E8_PER_BPS)));
        }
        if (limits.ordersPerWindowMax() != RiskLimits.NONE.ordersPerWindowMax()) {
            texts.put("maxOrdersPerSecond", Integer.toString(limits.ordersPerWindowMax()));
        }
        if (limits.drawdownMax() < RiskLimits.NONE.drawdownMax()) {
            texts.put("maxDrawdown", Double.toString(limits.drawdownMax()));
        }
    }

    private static void putLimit(Map<String, String> texts, String name, long limit) {
        if (limit != RiskLimits.NO_LIMIT) {
            texts.put(name, Decimals.plain(limit));
        }
    }
}
