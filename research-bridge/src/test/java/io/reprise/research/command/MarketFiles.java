package io.reprise.research.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Small market files for commands to read, in a folder. */
final class MarketFiles {
    private static final int ROWS = 400;
    private static final int WAVE = 40;

    private final Path folder;

    MarketFiles(Path folder) {
        this.folder = folder;
    }

    /** One trade every 20 s; the price goes up and down so that averages cross. */
    String trades(String name) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            text.append(1_400_000_000L + 20L * i).append(',').append(price(i)).append(",1.5\n");
        }
        return write(name, text.toString());
    }

    /** Bars of a minute from an instant on, epoch seconds. */
    String bars(String name, long fromSeconds) throws IOException {
        StringBuilder text = new StringBuilder("timestamp,open,high,low,close,volume\n");
        for (int i = 0; i < ROWS; i++) {
            int px = price(i);
            text.append(fromSeconds + 60L * i)
                    .append(',')
                    .append(px)
                    .append(',')
                    .append(px + 2)
                    .append(',');
            text.append(px - 1).append(',').append(px + 1).append(",10\n");
        }
        return write(name, text.toString());
    }

    private static int price(int i) {
        return 100 + Math.abs(i % WAVE - WAVE / 2);
    }

    String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    /** A gzip file that breaks off in the middle. */
    String cutGzip(String name) throws IOException {
        Path whole = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            out.write(Files.readString(Path.of(trades(name + ".csv"))).getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(whole);
        return Files.write(whole, Arrays.copyOf(bytes, bytes.length / 2)).toString();
    }

    /** Bytes of no format. */
    String binary(String name) throws IOException {
        byte[] bytes = new byte[10_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 3) * 17);
        }
        return Files.write(folder.resolve(name), bytes).toString();
    }
}
