package io.reprise.research.optimize;

import io.reprise.research.panel.PricePanel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Assumptions;

/** What independent solvers said; make.py beside the values tells how they were made. */
final class ExpectedValues {
    private static final Path DATA = Path.of("../../shared/data/panel");

    private final Properties values = new Properties();

    ExpectedValues() {
        try (InputStream in = ExpectedValues.class.getResourceAsStream("expected.properties")) {
            values.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double[] numbers(String key) {
        String text = values.getProperty(key);
        if (text == null) {
            throw new AssertionError("no value " + key);
        }
        return Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    double number(String key) {
        return numbers(key)[0];
    }

    /** Returns of a panel of the shared data; the test is skipped, saying so, where they are not. */
    static double[][] returns(String panel) throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(DATA), "skipped: the shared data are not at " + DATA);
        return switch (panel) {
            case "sp500" ->
                PricePanel.wide(DATA.resolve("skfolio/sp500_dataset.csv.gz"), List.of(), null, null, false)
                        .returns();
            case "pypfopt" ->
                PricePanel.wide(DATA.resolve("pypfopt/stock_prices.csv.gz"), List.of(), null, null, false)
                        .returns();
            default ->
                PricePanel.folder(DATA.resolve(panel), "Adj Close", List.of(), null, null, true)
                        .returns();
        };
    }

    static double[][] hrpExample() throws IOException {
        try (InputStream in = ExpectedValues.class.getResourceAsStream("hrp2016-covariance.csv")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> Arrays.stream(line.split(","))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toArray(double[][]::new);
        }
    }
}
