package io.reprise.research.reference;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.engine.fixed.Fixed;
import io.reprise.research.ingest.DayBar;
import io.reprise.research.ingest.TextLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The shared market data, outside of the project; tests that read them are skipped, and say so, where they are not. */
final class SharedCollection {
    static final Path DATA = Path.of(System.getProperty("reprise.home", ".."), "..", "shared", "data");

    private SharedCollection() {}

    static void require() {
        assumeTrue(Files.exists(DATA.resolve("MANIFEST.tsv")), "the shared data are not there: " + DATA);
    }

    static String file(String name) {
        return DATA.resolve(name).toString();
    }

    /** A column of a CSV with a header, by date, oldest first. */
    static Map<LocalDate, Double> column(String name, String dates, String values) {
        List<String> lines = new ArrayList<>(TextLines.of(file(name)));
        List<String> header = Arrays.asList(lines.removeFirst().split(","));
        Map<LocalDate, Double> out = new TreeMap<>();
        for (String line : lines) {
            String[] cells = line.split(",");
            out.put(LocalDate.parse(cells[header.indexOf(dates)]), Double.valueOf(cells[header.indexOf(values)]));
        }
        return new LinkedHashMap<>(out);
    }

    static DayBar bar(String date, double close) {
        long px = Math.round(close * Fixed.ONE);
        return new DayBar(LocalDate.parse(date), px, px, px, px, Fixed.ONE);
    }
}
