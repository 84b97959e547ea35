package io.reprise.research.ingest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import io.reprise.codecs.AssetClass;
import io.reprise.engine.domain.Instrument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged sources become rejects or one sentence, never anything else. */
@Tag("slow")
final class MalformedInputTest {
    private static final long SEED = 20260102;
    private static final int STEPS = 5_000;
    private static final List<String> NASTY = List.of(
            "NaN",
            "-",
            "1e309",
            "\"",
            "\"\"",
            ",",
            ",,,,,,,,",
            "\0",
            "\r",
            "\n",
            "[",
            "]",
            "{",
            "}",
            "null",
            "true",
            "1e-400",
            "99999999999999999999",
            "0x1",
            "\u00e9",
            "9".repeat(2_000),
            "-0",
            "+5",
            ".",
            "\ufeff",
            ";",
            "\"a\nb\"");

    @TempDir
    Path folder;

    @Test
    void damagedSourcesNeverEndInAnythingButOneSentence() throws IOException {
        String[] formats = {
            "bitstamp-trades",
            "ohlcv-csv",
            "wiki-csv",
            "freqtrade-ohlcv-json",
            "freqtrade-trades-json",
            "ta4j-candles-json",
            "lean-equity-minute",
            "nt-csv"
        };
        String[] texts = {
            "timestamp,price,amount\n100,1,1\n101,2,1\n102,3,1\n",
            "date,open,high,low,close,volume\n2020-01-02,1,2,1,2,5\n2020-01-03,1,2,1,2,5\n2020-01-06,1,2,1,2,5\n",
            "Date,Open,High,Low,Close,Volume\n2011-12-30,1,2,1,2,5\n2011-12-29,1,2,1,2,5\n",
            "[[1515560100000,1,2,1,2,5],[1515560400000,1,2,1,2,5],[1515560700000,1,2,1,2,5]]",
            "[[1570752011620,\"1\",null,\"sell\",1,2,2],[1570752011621,\"2\",null,\"buy\",1,2,2]]",
            "{\"candles\":[{\"start\":\"60\",\"low\":\"1\",\"high\":\"2\",\"open\":\"1\",\"close\":\"2\",\"volume\":\"3\"}]}",
            "14400000,10000,20000,10000,20000,5\n14460000,10000,20000,10000,20000,5\n",
            "20110103 090100;1;2;1;2;5\n20110103 090200;1;2;1;2;5\n"
        };
        List<Format> layouts = Arrays.stream(formats).map(Formats::named).toList();
        Random random = new Random(SEED);
        for (int step = 0; step < STEPS; step++) {
            int which = random.nextInt(formats.length);
            byte[] bytes = damaged(texts[which].getBytes(StandardCharsets.UTF_8), random);
            if (random.nextInt(4) == 0) {
                bytes = damaged(gzip(bytes), random);
            }
            check(layouts.get(which), bytes, random.nextBoolean(), step);
        }
    }

    private void check(Format format, byte[] bytes, boolean newestFirst, int step) throws IOException {
        Path file = folder.resolve("20200101.data");
        Files.write(file, bytes);
        Format layout = newestFirst ? format.withOrder(Format.Order.NEWEST_FIRST) : format;
        IngestRequest request = IngestRequest.of(layout, folder.resolve("journal"), List.of(file.toString()))
                .build();
        String where = "seed " + SEED + " step " + step + " format " + format.name();
        try (Rejects rejects = new Rejects(folder.resolve("rejects.csv"))) {
            readAll(request, layout, rejects);
        } catch (IngestException refused) {
            assertFalse(refused.getMessage().contains("\n"), where + ": " + refused.getMessage());
        } catch (RuntimeException other) {
            fail(where, other);
        }
    }

    private static void readAll(IngestRequest request, Format layout, Rejects rejects) {
        SourceFile source = SourceFile.parse(request.files().getFirst());
        try (SourceRows rows = new SourceRows(source, layout, 60_000_000_000L, request, rejects)) {
            Row row = new Row();
            FrameWriter writer = new FrameWriter((frames, offset, length, count, seq) -> {}, instrument(), 1);
            while (rows.next(row)) {
                if (layout.isBars()) {
                    writer.bar(row);
                } else {
                    writer.trade(row);
                }
            }
            writer.flush();
        }
    }

    private static Instrument instrument() {
        return new Instrument(0, "X", AssetClass.CRYPTO, 1, 1, "USD", false, true);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] result = bytes;
        int times = random.nextInt(4);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(result.length + 1);
            switch (random.nextInt(4)) {
                case 0 -> result = Arrays.copyOf(result, at);
                case 1 -> result = spliced(result, at, at, NASTY.get(random.nextInt(NASTY.size())));
                case 2 -> {
                    int to = Math.min(result.length, at + random.nextInt(8));
                    result = spliced(result, at, to, NASTY.get(random.nextInt(NASTY.size())));
                }
                default -> {
                    if (at < result.length) {
                        result = result.clone();
                        result[at] = (byte) random.nextInt(256);
                    }
                }
            }
        }
        return result;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, String text) {
        byte[] middle = text.getBytes(StandardCharsets.UTF_8);
        byte[] result = new byte[from + middle.length + bytes.length - to];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(middle, 0, result, from, middle.length);
        System.arraycopy(bytes, to, result, from + middle.length, bytes.length - to);
        return result;
    }
}
