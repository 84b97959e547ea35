package io.reprise.research.reference;

import io.reprise.research.ingest.TextLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where a collection of market data keeps what this package reads. What a collection does not have is left out. */
public final class DataFolder {
    private static final String EQUITY = "lean/equity/usa";

    private final Path root;

    private DataFolder(Path root) {
        this.root = root;
    }

    /**
     * A collection.
     *
     * @throws IllegalArgumentException when there is no such folder
     */
    public static DataFolder of(Path root) {
        if (!Files.isDirectory(root)) {
            throw new IllegalArgumentException("there is no folder " + root + " of market data");
        }
        return new DataFolder(root);
    }

    /** None: nothing is in it. */
    static DataFolder none() {
        return new DataFolder(null);
    }

    /** Its name in sentences. */
    String name() {
        return root == null
                ? "no collection of market data (name one with " + ReferenceSource.VARIABLE + ")"
                : root.toString();
    }

    /** LEAN's daily bars of a ticker; null when the collection has none. */
    Path daily(String ticker) {
        return existing(EQUITY + "/daily/" + ticker.toLowerCase(Locale.ROOT) + ".zip");
    }

    /** LEAN's factor file by a company's newest ticker; null when the collection has none. */
    Path factors(String ticker) {
        return existing(EQUITY + "/factor_files/" + ticker.toLowerCase(Locale.ROOT) + ".csv");
    }

    List<Path> mapFiles() {
        return list(EQUITY + "/map_files", ".csv");
    }

    List<Path> coarse() {
        return list(EQUITY + "/fundamental/coarse", ".csv.gz");
    }

    List<Path> etf(String name) {
        return list(EQUITY + "/universes/etf/" + name, ".csv.gz");
    }

    /** Folders of dated chains of futures, one for each root. */
    List<Path> futureChains() {
        return list("lean/future", "").stream()
                .flatMap(market -> listIn(market.resolve("universes"), "").stream())
                .toList();
    }

    /** LEAN's daily bars or open interest of a future, an entry for each contract; null when the collection has none. */
    Path futureDaily(String root, String kind) {
        return list("lean/future", "").stream()
                .map(market -> market.resolve("daily/" + root.toLowerCase(Locale.ROOT) + "_" + kind + ".zip"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }

    Path membership() {
        return existing("reference/sp500_ticker_start_end.csv.gz");
    }

    /** Daily archives of all listed stocks. */
    List<Path> pystock() {
        return list("panel/pystock", "").stream()
                .flatMap(year -> listIn(year, ".tar.gz").stream())
                .toList();
    }

    private Path existing(String name) {
        if (root == null) {
            return null;
        }
        Path file = root.resolve(name);
        return Files.isRegularFile(file) ? file : null;
    }

    private List<Path> list(String folder, String end) {
        return root == null ? List.of() : listIn(root.resolve(folder), end);
    }

    /** In order of their names. */
    static List<Path> listIn(Path folder, String end) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(end))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new IllegalArgumentException(folder + " cannot be read: " + failed.getMessage(), failed);
        }
    }

    static List<String[]> rows(Path file) {
        return TextLines.of(file.toString()).stream()
                .map(line -> line.split(",", -1))
                .toList();
    }
}
