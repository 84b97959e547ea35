package io.reprise.research.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.fixed.Fixed;
import io.reprise.research.ingest.ActionFile;
import io.reprise.research.ingest.CorporateAction;
import io.reprise.research.ingest.CorporateAction.Dividend;
import io.reprise.research.ingest.DayBar;
import io.reprise.research.ingest.DayBars;
import io.reprise.research.ingest.Formats;
import io.reprise.research.ingest.TextLines;
import io.reprise.research.reference.AdjustmentEngine.Basis;
import io.reprise.research.reference.AdjustmentEngine.Direction;
import io.reprise.research.reference.AdjustmentEngine.Method;
import io.reprise.research.reference.AdjustmentEngine.Settings;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adjusted prices of real stocks against those of three other sources. */
final class RealAdjustmentsTest {
    private static final String LEAN = "lean/equity/usa/";
    /** A printed factor has seven places. */
    private static final double PRINTED_HALF = 0.5e-7;
    /** LEAN prints 0.01785710 for 1/56. */
    private static final double PRINTED_SPLIT = 3e-6;

    @BeforeEach
    void findTheSharedData() {
        SharedCollection.require();
    }

    private static String wiki(String name) {
        return SharedCollection.file("equity-daily/pyalgotrade/WIKI-" + name + "-quandl.csv.gz");
    }

    private static Settings all(Method method) {
        return new Settings(method, Direction.BACKWARD, Basis.TOTAL_RETURN, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAPL-2011", "AAPL-2012", "IBM-2008", "IBM-2009", "IBM-2011", "ORCL-2000"})
    void wikiReproducesTheFilesOwnAdjustedCloses(String name) {
        List<DayBar> bars = DayBars.read(Formats.named("wiki-csv"), wiki(name));
        AdjustedSeries series = AdjustmentEngine.adjust(bars, ActionFile.read(wiki(name), null), all(Method.WIKI));
        Map<LocalDate, Double> adjusted = SharedCollection.column(
                "equity-daily/pyalgotrade/WIKI-" + name + "-quandl.csv.gz", "Date", "Adj. Close");
        assertEquals(adjusted.size(), series.size());
        int last = series.size() - 1;
        double scale = adjusted.get(bars.get(last).date()) / series.close(last);
        for (int i = 0; i < series.size(); i++) {
            double theirs = adjusted.get(bars.get(i).date());
            assertEquals(
                    1,
                    series.close(i) * scale / theirs,
                    1e-12,
                    bars.get(i).date().toString());
        }
    }

    /** LEAN's ratio of two printed factors lies within what their rounding allows around 1 - D / close. */
    @ParameterizedTest
    @CsvSource({"AAPL-2012, 2", "IBM-2008, 4", "IBM-2009, 4", "IBM-2011, 4"})
    void crspOfWikisDividendsReproducesLeansFactorRatios(String name, int dividends) {
        String ticker = name.substring(0, name.indexOf('-')).toLowerCase(Locale.ROOT);
        List<String[]> factors = TextLines.of(SharedCollection.file(LEAN + "factor_files/" + ticker + ".csv")).stream()
                .map(line -> line.split(","))
                .toList();
        List<DayBar> bars = DayBars.read(Formats.named("wiki-csv"), wiki(name));
        int checked = 0;
        for (CorporateAction action : ActionFile.read(wiki(name), null)) {
            int exBar = bars.stream().map(DayBar::date).toList().indexOf(action.exDate());
            String before = bars.get(exBar - 1).date().format(DateTimeFormatter.BASIC_ISO_DATE);
            int at = factors.stream().map(row -> row[0]).toList().indexOf(before);
            assertTrue(at >= 0, "LEAN has no dividend after " + before);
            double close = Double.parseDouble(factors.get(at)[3]);
            DayBar given = SharedCollection.bar(bars.get(exBar - 1).date().toString(), close);
            double ratio = AdjustmentEngine.adjust(List.of(given, bars.get(exBar)), List.of(action), all(Method.CRSP))
                    .adjustmentFactor()[0];
            double factor = Double.parseDouble(factors.get(at)[1]);
            double next = Double.parseDouble(factors.get(at + 1)[1]);
            assertTrue(
                    ratio >= (factor - PRINTED_HALF) / (next + PRINTED_HALF)
                            && ratio <= (factor + PRINTED_HALF) / (next - PRINTED_HALF),
                    action.exDate() + ": " + ratio + " against " + factor / next);
            checked++;
        }
        assertEquals(dividends, checked);
    }

    @ParameterizedTest
    @CsvSource({"AAPL, 0.002", "BAC, 0.004"})
    void leanAdjustedMeetsStockNet(String ticker, double tolerance) {
        Map<LocalDate, Double> theirs =
                SharedCollection.column("panel/stocknet/" + ticker + ".csv.gz", "Date", "Adj Close");
        LocalDate last = new ArrayList<>(theirs.keySet()).getLast();
        ReferenceData.Adjusted ours = ReferenceData.of(SharedCollection.DATA)
                .adjusted(ticker, null, null, new Settings(Method.CRSP, Direction.BACKWARD, Basis.TOTAL_RETURN, last));
        AdjustedSeries series = ours.series();
        double scale = theirs.get(last) / series.close(series.size() - 1);
        int met = 0;
        for (int i = 0; i < series.size(); i++) {
            Double adjusted = theirs.get(series.raw().get(i).date());
            if (adjusted != null) {
                assertEquals(
                        1,
                        series.close(i) * scale / adjusted,
                        tolerance,
                        series.raw().get(i).date().toString());
                met++;
            }
        }
        assertEquals(theirs.size(), met);
    }

    @Test
    void theFactorsOfLeansFilesComeBackFromTheirOwnActions() {
        ReferenceData.Adjusted aapl =
                ReferenceData.of(SharedCollection.DATA).adjusted("AAPL", null, null, all(Method.CRSP));
        List<String[]> factors = TextLines.of(SharedCollection.file(LEAN + "factor_files/aapl.csv")).stream()
                .map(line -> line.split(","))
                .toList();
        int checked = 0;
        for (String[] row : factors) {
            LocalDate day = LocalDate.parse(row[0], DateTimeFormatter.BASIC_ISO_DATE);
            for (int i = 0; i < aapl.series().size(); i++) {
                if (aapl.series().raw().get(i).date().equals(day)) {
                    double theirs = Double.parseDouble(row[1]) * Double.parseDouble(row[2]);
                    assertEquals(1, aapl.series().adjustmentFactor()[i] / theirs, PRINTED_SPLIT, row[0]);
                    checked++;
                }
            }
        }
        assertEquals(factors.size() - 1, checked);
        assertTrue(aapl.actions().stream().anyMatch(action -> action instanceof Dividend));
        assertEquals(
                645.57,
                Fixed.toDouble(aapl.series().raw().stream()
                        .filter(bar -> bar.date().equals(LocalDate.parse("2014-06-06")))
                        .findFirst()
                        .orElseThrow()
                        .close()));
    }
}
