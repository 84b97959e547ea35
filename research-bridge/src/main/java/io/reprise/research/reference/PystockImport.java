package io.reprise.research.reference;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The prices of all archives of pystock-data as one CSV, each day's once, the stubs of holidays left out. */
public final class PystockImport {
    private PystockImport() {}

    /** @param prices written, rejected those of stubs and rows that are none */
    public record Result(long prices, long rejected, String note) {}

    /** Writes it, whole or not at all. */
    public static Result write(List<Path> archives, Path target) throws IOException {
        PystockPanel panel = PystockPanel.of(archives);
        Path aside = target.resolveSibling(target.getFileName() + ".writing");
        long[] counts = new long[2];
        Set<String> written = new HashSet<>();
        try (BufferedWriter out = Files.newBufferedWriter(aside)) {
            out.write("symbol,date,open,high,low,close,volume,adj_close\n");
            for (Path archive : archives) {
                long none = PystockPanel.prices(archive, price -> {
                    LocalDate date = price.date();
                    if (panel.stubs().containsKey(date)) {
                        counts[1]++;
                    } else if (written.add(price.symbol() + " " + date)) {
                        line(out, price);
                        counts[0]++;
                    }
                });
                counts[1] += none;
            }
        }
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Result(
                counts[0],
                counts[1],
                "stubs of holidays are left out: "
                        + panel.stubs().entrySet().stream()
                                .map(day -> day.getKey() + " (" + day.getValue() + " symbols)")
                                .collect(Collectors.joining(", ")));
    }

    private static void line(BufferedWriter out, PystockPanel.Price price) {
        try {
            out.write(String.join(",", price.cells()));
            out.write('\n');
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
