package io.reprise.bench.run;

import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import java.util.Map;

/**
 * The one strategy run of the benches: SMA cross 10/30, long or flat, a fixed quantity, a fee, and every risk rule switched
 * on with limits that no order meets. Money, prices and quantities at 1e-8.
 */
public final class CrossSettings {
    public static final int FAST = 10;
    public static final int SLOW = 30;
    public static final long BAR_NS = 60_000_000_000L;
    public static final long CASH = 10_000_000_00000000L;
    public static final long QTY = 1_00000000L;
    /** One basis point, 1e-12. */
    public static final long FEE_E12 = 100_000_000L;

    private static final RiskLimits LIMITS =
            new RiskLimits(10_00000000L, 1_000_000_00000000L, 10_00000000L, 10_000_000L, 1_000, 1_000_000_000L, 0.9);

    private CrossSettings() {}

    /** @param bar bars to build from trades, null where the journal holds bars */
    public static RunConfig config(BarSpec bar) {
        return new RunConfig(
                "sma-cross",
                Map.of("fast", Integer.toString(FAST), "slow", Integer.toString(SLOW)),
                bar,
                CASH,
                Sizing.quantity(QTY),
                new Costs(FEE_E12, FEE_E12, 0),
                0,
                0,
                0,
                RunConfig.CALENDAR_DAYS,
                false,
                false,
                LIMITS);
    }
}
