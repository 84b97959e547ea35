package io.reprise.research.proof;

import java.math.BigDecimal;
import java.util.List;

/** What a run of the twin says of itself: rules 28 to 33 of docs/semantics.md. Decimals have eight places. */
record TwinResult(
        long rejectedRows,
        long events,
        long bars,
        long orders,
        long rejects,
        long decrements,
        long openOrders,
        BigDecimal position,
        BigDecimal fees,
        BigDecimal cash,
        BigDecimal minCash,
        BigDecimal initialEquity,
        BigDecimal finalEquity,
        BigDecimal buyAndHoldEquity,
        double totalReturn,
        double buyAndHoldReturn,
        double excessReturn,
        Double sharpe,
        long days,
        double maxDrawdown,
        List<TwinFill> fills) {}
