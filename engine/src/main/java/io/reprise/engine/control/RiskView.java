package io.reprise.engine.control;

import io.reprise.engine.risk.RiskLimits;
import java.util.List;
import java.util.Map;

/**
 * Limits, what stands against them, and what they refused.
 *
 * @param gross sum of the positions' values without their signs
 * @param net sum of the positions' values
 * @param denialsByReason orders that our own risk refused, by the reason's name
 * @param rejectsByReason orders that the venue refused, by the reason's name
 * @param profile name of the risk profile that the run was started with
 * @param standing states, and the portfolio's limits in force
 */
public record RiskView(
        RiskLimits limits,
        boolean halted,
        boolean reduceOnly,
        boolean drawdownTripped,
        long equity,
        double currentDrawdown,
        long gross,
        long net,
        List<DeskState.Position> positions,
        Map<String, Long> denialsByReason,
        Map<String, Long> rejectsByReason,
        String profile,
        DeskState.Risk standing) {
    public RiskView {
        positions = List.copyOf(positions);
    }
}
