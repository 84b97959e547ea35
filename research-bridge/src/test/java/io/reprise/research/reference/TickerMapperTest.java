package io.reprise.research.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.AssetClass;
import io.reprise.research.ingest.DayBar;
import io.reprise.research.reference.AdjustmentEngine.Basis;
import io.reprise.research.reference.AdjustmentEngine.Direction;
import io.reprise.research.reference.AdjustmentEngine.Method;
import io.reprise.research.reference.AdjustmentEngine.Settings;
import io.reprise.research.reference.TickerMapper.Resolution;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a ticker meant on a day, and histories under several tickers. */
final class TickerMapperTest {
    private final TickerMapper own = TickerMapper.of(null);

    @ParameterizedTest
    @CsvSource({
        "LEND, 2020-10-02, AAVE, AAVE, 100",
        "AAVE, 2020-10-03, AAVE, AAVE, 1",
        "MATIC, 2024-09-03, POLYGON, POL, 1",
        "FB, 2022-06-08, META-PLATFORMS, META, 1",
        "META, 2022-06-09, META-PLATFORMS, META, 1",
        "LUNA, 2022-05-27, TERRA-CLASSIC, LUNC, 1",
        "LUNA, 2022-05-28, TERRA, LUNA, 1",
        "WM, 2008-09-15, WASHINGTON-MUTUAL, WAMUQ, 1",
        "WM, 2009-08-05, WASTE-MANAGEMENT, WM, 1",
        "WMI, 2008-09-15, WASTE-MANAGEMENT, WM, 1",
        "UW, 1998-01-05, WASTE-MANAGEMENT, WM, 1",
        "QQQ, 2004-11-30, NASDAQ-100-TRUST, QQQ, 1",
        "QQQQ, 2004-12-01, NASDAQ-100-TRUST, QQQ, 1",
        "QQQ, 2011-03-23, NASDAQ-100-TRUST, QQQ, 1",
        "GOOG, 2014-04-02, ALPHABET-A, GOOGL, 1",
        "GOOG, 2014-04-03, ALPHABET-C, GOOG, 1",
        "GOOGL, 2014-04-03, ALPHABET-A, GOOGL, 1",
        "GOOCV, 2014-03-27, ALPHABET-C, GOOG, 1",
        "GOOAV, 2014-04-02, ALPHABET-A-WHEN-ISSUED, GOOAV, 1",
        "USO, 2006-04-07, USO-BEFORE-2006, USO, 1",
        "USO, 2006-04-10, UNITED-STATES-OIL-FUND, USO, 1",
        "BAC, 1998-09-30, BANKAMERICA-OLD, BAC, 1",
        "BAC, 1998-10-01, BANK-OF-AMERICA, BAC, 1",
        "NB, 1998-09-30, BANK-OF-AMERICA, BAC, 1"
    })
    void resolvesRenamesMigrationsAndReuse(String ticker, String day, String id, String now, String units) {
        check(own, ticker, day, id, now, units);
    }

    @ParameterizedTest
    @CsvSource({
        "WM, 2008-09-15, WASHINGTON-MUTUAL, WAMUQ",
        "WM, 2009-08-05, WASTE-MANAGEMENT, WM",
        "UW, 1998-07-16, WASTE-MANAGEMENT, WM",
        "QQQ, 1999-03-10, NASDAQ-100-TRUST, QQQ",
        "QQQQ, 2011-03-22, NASDAQ-100-TRUST, QQQ",
        "GOOG, 2014-04-02, ALPHABET-A, GOOGL",
        "GOOG, 2014-04-03, ALPHABET-C, GOOG",
        "USO, 2006-04-07, USO-BEFORE-2006, USO",
        "BAC, 1998-10-01, BANK-OF-AMERICA, BAC",
        "BAC, 1998-09-30, BANKAMERICA-OLD, BAC",
        "AAPL, 1996-01-02, AAPL-19980102, AAPL",
        "IBM, 2015-01-02, IBM-19980102, IBM"
    })
    void mapFilesAndTheOwnTableSayTheSame(String ticker, String day, String id, String now) {
        SharedCollection.require();
        check(TickerMapper.of(DataFolder.of(SharedCollection.DATA)), ticker, day, id, now, "1");
    }

    private static void check(TickerMapper mapper, String ticker, String day, String id, String now, String units) {
        Resolution one = mapper.resolve(ticker, LocalDate.parse(day));
        assertEquals(id, one.identity().id());
        assertEquals(ticker, one.then().ticker());
        assertEquals(now, one.tickerNow());
        assertEquals(new BigDecimal(units), one.units());
    }

    @Test
    void aTickerOutOfForceIsToldWithWhoHadIt() {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> own.resolve("FB", LocalDate.parse("2022-06-09")));
        assertEquals(
                "nobody had the ticker FB on 2022-06-09; it was of META-PLATFORMS from 2012-05-18 to 2022-06-08, now META",
                refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> own.resolve("XQZXQ", LocalDate.parse("2022-06-09")));
    }

    @Test
    void noTwoIdentitiesHaveOneTickerAtOnce() {
        List<Identity> all = own.identities();
        for (Identity one : all) {
            for (Identity other : all) {
                boolean isOther = !one.id().equals(other.id()) && one.assetClass() == other.assetClass();
                assertTrue(
                        !isOther
                                || one.names().stream()
                                        .noneMatch(
                                                name -> other.names().stream().anyMatch(name::overlaps)),
                        one.id() + " and " + other.id());
            }
        }
    }

    /** A made chain of three names with changes of units, and a foreign bar under the first name's reused ticker. */
    @Test
    void stitchesAChainWithItsRatios() {
        Identity coin = new Identity(
                "COIN",
                AssetClass.CRYPTO,
                "",
                List.of(
                        name("OLD", "2020-01-01", "2020-01-02", "100"),
                        name("MID", "2020-01-03", "2020-01-03", "0.5"),
                        name("NEW", "2020-01-04", null, "1")));
        Map<String, List<DayBar>> files = Map.of(
                "OLD",
                List.of(
                        SharedCollection.bar("2020-01-01", 0.5),
                        SharedCollection.bar("2020-01-02", 0.6),
                        SharedCollection.bar("2020-01-04", 999)),
                "MID",
                List.of(SharedCollection.bar("2020-01-03", 61)),
                "NEW",
                List.of(SharedCollection.bar("2020-01-04", 31)));
        History history = History.of(coin, files::get);
        assertEquals(List.of("OLD", "OLD", "MID", "NEW"), history.tickers());
        AdjustedSeries series = AdjustmentEngine.adjust(
                history.bars(), history.migrations(), new Settings(Method.CRSP, Direction.BACKWARD, Basis.RATIO, null));
        double[] closes = {0.5 * 50, 0.6 * 50, 61 * 0.5, 31};
        for (int i = 0; i < closes.length; i++) {
            assertEquals(closes[i], series.close(i), 1e-12);
        }
        TickerMapper mapper = TickerMapper.of(List.of(coin), null);
        assertEquals(
                new BigDecimal("50.0"),
                mapper.resolve("OLD", LocalDate.parse("2020-01-01")).units());
    }

    private static TickerName name(String ticker, String from, String to, String units) {
        return new TickerName(
                ticker,
                LocalDate.parse(from),
                to == null ? TickerName.OPEN : LocalDate.parse(to),
                new BigDecimal(units));
    }

    @Test
    void theFirstDayOfASecurityIdIsThatOfItsMapFile() {
        assertEquals(LocalDate.parse("1998-01-02"), LeanIdentities.firstDay("AAPL R735QTJ8XC9X"));
        assertEquals(LocalDate.parse("2012-05-18"), LeanIdentities.firstDay("FB V6OIPNZEM8V9"));
        assertEquals(LocalDate.parse("2004-08-19"), LeanIdentities.firstDay("GOOG T1AZ164W5VTX"));
    }
}
