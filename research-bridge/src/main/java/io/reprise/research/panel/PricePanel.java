package io.reprise.research.panel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Prices of several assets on the same days, none missing. Immutable.
 *
 * @param assets names, in the order of the columns
 * @param days as written in the files, oldest first
 * @param prices a row a day and a column an asset, all above 0
 * @param dropped days that were left out because an asset had no price
 */
public record PricePanel(List<String> assets, List<String> days, double[][] prices, int dropped) {
    private static final String COMMA = ",";
    private static final int DAYS_MIN = 3;

    public PricePanel {
        assets = List.copyOf(assets);
        days = List.copyOf(days);
    }

    /** What a file or folder holds: an empty cell is NaN. */
    private record Table(List<String> assets, List<String> days, List<double[]> rows) {}

    /**
     * Reads a file with a column an asset: a header with the names, then a day and its prices a line, gzip or not. Cells may
     * be empty, {@code null} or {@code NaN}.
     *
     * @param wanted assets to keep, in this order; empty for all
     * @param from first day that counts, null for any; days are compared as text
     * @param to last day that counts, null for any
     * @param completeOnly leaves out assets without a price on some day, instead of the days
     * @throws IllegalArgumentException in one sentence, when it is no such file
     */
    public static PricePanel wide(Path file, List<String> wanted, String from, String to, boolean completeOnly)
            throws IOException {
        List<String[]> lines = lines(file);
        String[] header = lines.getFirst();
        List<String> names = List.of(Arrays.copyOfRange(header, 1, header.length));
        List<String> days = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i);
            double[] row = new double[names.size()];
            for (int k = 0; k < row.length; k++) {
                row[k] = price(k + 1 < cells.length ? cells[k + 1] : "", file, i + 1);
            }
            days.add(cells[0]);
            rows.add(row);
        }
        return of(new Table(names, days, rows), file, wanted, from, to, completeOnly);
    }

    /**
     * Reads a folder with a file an asset, {@code NAME.csv} or {@code NAME.csv.gz}: a header, then a day a line.
     *
     * @param column of the price, by its name in the header
     */
    public static PricePanel folder(
            Path folder, String column, List<String> wanted, String from, String to, boolean completeOnly)
            throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().matches(".*\\.csv(\\.gz)?"))
                    .filter(file -> wanted.isEmpty() || wanted.contains(name(file)))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("in '" + folder + "' is no file of "
                    + (wanted.isEmpty() ? "an asset" : String.join(", ", wanted)) + ", NAME.csv or NAME.csv.gz");
        }
        TreeMap<String, double[]> rows = new TreeMap<>();
        for (int k = 0; k < files.size(); k++) {
            int asset = k;
            List<String[]> lines = lines(files.get(k));
            int at = List.of(lines.getFirst()).indexOf(column);
            if (at < 1) {
                throw new IllegalArgumentException("'" + files.get(k) + "' has no column '" + column + "' but "
                        + String.join(", ", lines.getFirst()));
            }
            for (int i = 1; i < lines.size(); i++) {
                String[] cells = lines.get(i);
                double[] row = rows.computeIfAbsent(cells[0], _ -> empty(files.size()));
                row[asset] = price(at < cells.length ? cells[at] : "", files.get(k), i + 1);
            }
        }
        List<String> names = files.stream().map(PricePanel::name).toList();
        Table table = new Table(names, List.copyOf(rows.keySet()), List.copyOf(rows.values()));
        return of(table, folder, wanted, from, to, completeOnly);
    }

    private static double[] empty(int size) {
        double[] row = new double[size];
        Arrays.fill(row, Double.NaN);
        return row;
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceAll("\\.csv(\\.gz)?$", "");
    }

    private static PricePanel of(
            Table table, Path file, List<String> wanted, String from, String to, boolean completeOnly) {
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < table.days().size(); i++) {
            String day = table.days().get(i);
            if (i > 0 && day.compareTo(table.days().get(i - 1)) <= 0) {
                throw new IllegalArgumentException("'" + file + "' has the day " + day + " after "
                        + table.days().get(i - 1) + ": days must rise");
            }
            if ((from == null || day.compareTo(from) >= 0) && (to == null || day.compareTo(to) <= 0)) {
                rows.add(i);
            }
        }
        List<Integer> columns = columns(table, file, wanted);
        if (completeOnly) {
            columns.removeIf(column ->
                    rows.stream().anyMatch(i -> Double.isNaN(table.rows().get(i)[column])));
        }
        List<String> days = new ArrayList<>();
        List<double[]> prices = new ArrayList<>();
        for (int i : rows) {
            double[] row =
                    columns.stream().mapToDouble(k -> table.rows().get(i)[k]).toArray();
            if (Arrays.stream(row).noneMatch(Double::isNaN)) {
                days.add(table.days().get(i));
                prices.add(row);
            }
        }
        if (columns.isEmpty() || days.size() < DAYS_MIN) {
            throw new IllegalArgumentException("'" + file + "' has " + days.size() + " days with a price of each of "
                    + columns.size() + " assets: at least " + DAYS_MIN + " days of one are needed");
        }
        List<String> names = columns.stream().map(table.assets()::get).toList();
        return new PricePanel(names, days, prices.toArray(double[][]::new), rows.size() - days.size());
    }

    private static List<Integer> columns(Table table, Path file, List<String> wanted) {
        List<Integer> columns = new ArrayList<>();
        for (String name : wanted.isEmpty() ? table.assets() : wanted) {
            int at = table.assets().indexOf(name);
            if (at < 0) {
                throw new IllegalArgumentException(
                        "'" + file + "' has no asset '" + name + "' but " + String.join(", ", table.assets()));
            }
            columns.add(at);
        }
        return columns;
    }

    private static double price(String cell, Path file, int line) {
        if (cell.isBlank() || cell.equals("null") || cell.equals("NaN")) {
            return Double.NaN;
        }
        double value;
        try {
            value = Double.parseDouble(cell);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(
                    "line " + line + " of '" + file + "' has '" + cell + "' where a price belongs", notOne);
        }
        if (!(value > 0) || !Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "line " + line + " of '" + file + "' has a price of " + cell + ": it must be above 0");
        }
        return value;
    }

    private static List<String[]> lines(Path file) throws IOException {
        List<String[]> lines = new ArrayList<>();
        try (InputStream bytes = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(Predicate.not(String::isBlank))
                    .forEach(line -> lines.add(line.strip().split(COMMA, -1)));
        }
        if (lines.size() < 2 || lines.getFirst().length < 2) {
            throw new IllegalArgumentException(
                    "'" + file + "' holds no table: it needs a header of a day and names, and rows");
        }
        return lines;
    }

    /** Simple returns, one row less than there are days. */
    public double[][] returns() {
        double[][] returns = new double[prices.length - 1][assets.size()];
        for (int t = 0; t < returns.length; t++) {
            for (int i = 0; i < returns[t].length; i++) {
                returns[t][i] = prices[t + 1][i] / prices[t][i] - 1;
            }
        }
        return returns;
    }
}
