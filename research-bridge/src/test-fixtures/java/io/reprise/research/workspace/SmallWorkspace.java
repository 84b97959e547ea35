package io.reprise.research.workspace;

import io.reprise.research.ingest.Formats;
import io.reprise.research.ingest.Ingest;
import io.reprise.research.ingest.IngestRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A workspace with one market journal, {@link #JOURNAL}: a bar a minute whose price goes up and down; and a collection with
 * three days of a stock, {@code MADE}, that splits 2:1 on the second.
 */
public final class SmallWorkspace {
    public static final String JOURNAL = "data~journals~wave";
    public static final String INSTRUMENT = "WAVE-USD.TEST";
    public static final int BARS = 600;

    private static final int WAVE = 40;
    private static final long FROM_SECONDS = 1_700_000_040L;

    private SmallWorkspace() {}

    public static Workspace in(Path folder) throws IOException {
        StringBuilder text = new StringBuilder("timestamp,open,high,low,close,volume\n");
        for (int i = 0; i < BARS; i++) {
            int px = 100 + Math.abs(i % WAVE - WAVE / 2);
            text.append(FROM_SECONDS + 60L * i)
                    .append(',')
                    .append(px)
                    .append(',')
                    .append(px + 2);
            text.append(',').append(px - 1).append(',').append(px + 1).append(",10\n");
        }
        Path file = Files.writeString(folder.resolve("wave.csv"), text);
        Path place = folder.resolve("data").resolve("journals").resolve("wave");
        Files.createDirectories(place.getParent());
        Ingest.run(IngestRequest.of(Formats.named("ohlcv-csv"), place, List.of(file.toString()))
                .instrument(INSTRUMENT)
                .dataset("a wave")
                .build());
        collection(folder.resolve("market-data/lean/equity/usa"));
        return Workspace.of(folder);
    }

    private static void collection(Path lean) throws IOException {
        Files.createDirectories(lean.resolve("daily"));
        Files.createDirectories(lean.resolve("factor_files"));
        Files.createDirectories(lean.resolve("map_files"));
        Files.writeString(lean.resolve("map_files/made.csv"), "20200101,made,N\n20501231,made,N\n");
        Files.writeString(
                lean.resolve("factor_files/made.csv"), "20200101,1,0.5,1\n20200101,1,0.5,100\n20501231,1,1,0\n");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(lean.resolve("daily/made.zip")))) {
            zip.putNextEntry(new ZipEntry("made.csv"));
            zip.write("""
                    20200101 00:00,1000000,1000000,1000000,1000000,10
                    20200102 00:00,500000,500000,500000,500000,20
                    20200103 00:00,510000,510000,510000,510000,20
                    """.getBytes(StandardCharsets.UTF_8));
        }
    }
}
