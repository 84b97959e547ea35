package io.reprise.research.workspace;

import io.reprise.research.ingest.Formats;
import io.reprise.research.ingest.Ingest;
import io.reprise.research.ingest.IngestRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A workspace with one market journal, {@link #JOURNAL}: a bar a minute whose price goes up and down. */
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
        return Workspace.of(folder);
    }
}
