package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The twin reaches the results of {@code ../shared/expected}: only then is it worth holding the engine against. */
final class TwinExpectedTest {
    private static final double RATIO = 1e-9;

    @ParameterizedTest
    @ValueSource(strings = {"hand", "bitstamp-sma-1m", "ftx-sma-1m-half"})
    void reachesTheExpectedResults(String name) throws IOException {
        Map<String, Object> expected = ExpectedCases.named(name);
        TwinCase options = TwinCase.of((String) expected.get("arguments"));
        String file = ExpectedCases.input(options);
        TwinData data = options.text("format").equals("bitstamp-csv")
                ? TwinFiles.bitstamp(file)
                : TwinFiles.nautilusMinutes(file, false);

        TwinResult result = Twin.run(options, data);

        assertEquals(number(expected, "rejectedRows"), result.rejectedRows());
        assertEquals(number(expected, "events"), result.events());
        assertEquals(number(expected, "bars"), result.bars());
        assertEquals(number(expected, "orders"), result.orders());
        assertEquals(number(expected, "rejects"), result.rejects());
        assertEquals(number(expected, "fillCount"), result.fills().size());
        assertEquals(number(expected, "openOrders"), result.openOrders());
        assertEquals(number(expected, "days"), result.days());
        assertEquals(money(expected, "position"), result.position());
        assertEquals(money(expected, "fees"), result.fees());
        assertEquals(money(expected, "cash"), result.cash());
        assertEquals(money(expected, "minCash"), result.minCash());
        assertEquals(money(expected, "initialEquity"), result.initialEquity());
        assertEquals(money(expected, "finalEquity"), result.finalEquity());
        assertEquals(money(expected, "buyAndHoldEquity"), result.buyAndHoldEquity());
        assertEquals(ratio(expected, "totalReturn"), result.totalReturn(), RATIO);
        assertEquals(ratio(expected, "buyAndHoldReturn"), result.buyAndHoldReturn(), RATIO);
        assertEquals(ratio(expected, "excessReturn"), result.excessReturn(), RATIO);
        assertEquals(ratio(expected, "sharpe"), result.sharpe(), RATIO);
        assertEquals(ratio(expected, "maxDrawdown"), result.maxDrawdown(), RATIO);
        assertEquals(
                expected.get("fillsSha256"),
                ExpectedCases.sha256(result.fills().stream().map(TwinFill::line).toList()));
    }

    private static long number(Map<String, Object> expected, String key) {
        return Long.parseLong((String) expected.get(key));
    }

    private static BigDecimal money(Map<String, Object> expected, String key) {
        return new BigDecimal((String) expected.get(key));
    }

    private static double ratio(Map<String, Object> expected, String key) {
        return Double.parseDouble((String) expected.get(key));
    }
}
