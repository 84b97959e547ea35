package io.reprise.research.validate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import java.util.zip.GZIPInputStream;

/** What independent packages said; README.md beside the values tells how they were made. */
final class Values {
    private final Properties values = new Properties();

    Values() throws IOException {
        try (InputStream in = Values.class.getResourceAsStream("expected.properties")) {
            values.load(in);
        }
    }

    String text(String key) {
        String text = values.getProperty(key);
        if (text == null) {
            throw new AssertionError("no value " + key);
        }
        return text;
    }

    double[] numbers(String key) {
        return Arrays.stream(text(key).split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    static double[][] table(String name) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Values.class.getResourceAsStream(name + ".csv.gz")), StandardCharsets.US_ASCII))) {
            return reader.lines()
                    .map(line -> Arrays.stream(line.split(","))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toArray(double[][]::new);
        }
    }

    static double[] series(String name) throws IOException {
        return Arrays.stream(table(name)).mapToDouble(row -> row[0]).toArray();
    }
}
