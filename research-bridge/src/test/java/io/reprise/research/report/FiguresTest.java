package io.reprise.research.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class FiguresTest {
    private static final long UNIT = SyntheticRun.UNIT;

    @Test
    void moneyKeepsSixDigitsOfTheAccount() {
        assertEquals(2, Figures.moneyPlaces(10_000 * UNIT));
        assertEquals(5, Figures.moneyPlaces(UNIT));
        assertEquals(8, Figures.moneyPlaces(UNIT / 1000));
        assertEquals("\u22121,234.56", Figures.money(-123_456_000_000L, 2));
        assertEquals("0.00", Figures.signedMoney(-1, 2));
        assertEquals("+0.01", Figures.signedMoney(UNIT / 100, 2));
        assertEquals("\u221292,233,720,368.54775808", Figures.money(Long.MIN_VALUE, 8));
    }

    @Test
    void exactDropsOnlyZeros() {
        assertEquals("106.15", Figures.exact(10_615_000_000L, 2));
        assertEquals("0.09123456", Figures.exact(9_123_456, 2));
        assertEquals("1,200.00", Figures.exact(1200 * UNIT, 2));
        assertEquals("0", Figures.exact(0, 0));
    }

    @Test
    void percentHasFewerPlacesAsItGrows() {
        assertEquals("+5.10%", Figures.percent(0.051));
        assertEquals("\u2212119.3%", Figures.percent(-1.1934));
        assertEquals("+2,134%", Figures.percent(21.34));
        assertEquals("0.00%", Figures.percent(-0.00001));
        assertEquals("n/a", Figures.percent(Double.NaN));
        assertEquals("n/a", Figures.percent(null));
        assertEquals("n/a", Figures.ratio(Double.POSITIVE_INFINITY));
    }

    @Test
    void lengthsAreDaysThenMonthsThenYears() {
        assertEquals("1 day", Figures.recordLength(1, 365));
        assertEquals("90 days", Figures.recordLength(90, 365));
        assertEquals("10 months", Figures.recordLength(300, 365));
        assertEquals("4.1 years", Figures.recordLength(1480, 365));
        assertEquals("27 years", Figures.recordLength(6804, 252));
        assertEquals("more than 1,000 years", Figures.recordLength(1L << 60, 252));
    }

    @Test
    void spansShowTwoUnits() {
        assertEquals("0.5 s", Figures.span(5e8));
        assertEquals("2 min 5 s", Figures.span(125e9));
        assertEquals("50 min 24 s", Figures.span(3024e9));
        assertEquals("1 h 1 min", Figures.span(3660e9));
        assertEquals("28 d 18 h", Figures.span(690 * 3600e9));
        assertEquals("n/a", Figures.span(Double.NaN));
    }

    @Test
    void timesAreUtcBeforeAndAfterTheEpoch() {
        assertEquals("2013-12-02 00:00:30", Figures.time(1_385_942_430_000_000_000L));
        assertEquals("1969-12-31 23:59:59", Figures.time(-1));
    }
}
