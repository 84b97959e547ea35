package io.reprise.research.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DBN written by hand, field for field as its standard says. */
final class DbnRowsTest {
    /** 2024-07-01 and the day after. */
    private static final long DAY_ONE_NS = 1_719_792_000_000_000_000L;

    private static final long DAY_NS = 86_400_000_000_000L;
    private static final byte BY_ID = 0;
    private static final byte BY_SYMBOL = 1;

    @TempDir
    Path folder;

    private Samples samples;
    private final ByteBuffer out = ByteBuffer.allocate(10_000).order(ByteOrder.LITTLE_ENDIAN);

    @BeforeEach
    void makeSamples() {
        samples = new Samples(folder);
    }

    /** ESU4 is instrument 118 on the first day, and ESZ4 on the second. */
    private void metadata(int version, byte stypeIn) {
        int symbolBytes = version == 1 ? 22 : 71;
        out.put("DBN".getBytes(StandardCharsets.US_ASCII)).put((byte) version).putInt(0);
        text("GLBX.MDP3", 16);
        out.putShort((short) 4)
                .putLong(DAY_ONE_NS)
                .putLong(DAY_ONE_NS + 2 * DAY_NS)
                .putLong(0);
        if (version == 1) {
            out.putLong(-1).put(stypeIn).put((byte) 0).put((byte) 0).put(new byte[47]);
        } else {
            out.put(stypeIn)
                    .put((byte) 0)
                    .put((byte) 0)
                    .putShort((short) symbolBytes)
                    .put(new byte[53]);
        }
        out.putInt(0).putInt(1);
        text("ESU4", symbolBytes);
        out.putInt(0).putInt(0);
        out.putInt(2);
        mapping(symbolBytes, stypeIn, "ESU4", 20240701, 20240702);
        mapping(symbolBytes, stypeIn, "ESZ4", 20240702, 20240703);
        out.putInt(4, out.position() - 8);
    }

    private void mapping(int symbolBytes, byte stypeIn, String symbol, int fromDay, int toDay) {
        text(stypeIn == BY_ID ? "118" : symbol, symbolBytes);
        out.putInt(1).putInt(fromDay).putInt(toDay);
        text(stypeIn == BY_ID ? symbol : "118", symbolBytes);
    }

    private void text(String text, int length) {
        out.put(Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length));
    }

    private void header(int words, int type, int instrumentId, long tsEventNs) {
        out.put((byte) words)
                .put((byte) type)
                .putShort((short) 1)
                .putInt(instrumentId)
                .putLong(tsEventNs);
    }

    private void trade(int instrumentId, long tsEventNs, long px, int size, char side) {
        header(12, 0x00, instrumentId, tsEventNs);
        out.putLong(px).putInt(size).put((byte) 'T').put((byte) side).putShort((short) 0);
        out.putLong(tsEventNs + 25).putInt(0).putInt(77);
    }

    private void bar(int type, long tsEventNs, long volume, long... px) {
        header(14, type, 118, tsEventNs);
        for (long p : px) {
            out.putLong(p);
        }
        out.putLong(volume);
    }

    private String file() {
        return samples.bytes("a.dbn", Arrays.copyOf(out.array(), out.position()));
    }

    private static String refused(Runnable run) {
        return assertThrows(IngestException.class, run::run).getMessage();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void readsTradesOfEachVersion(int version) {
        metadata(version, BY_SYMBOL);
        trade(118, DAY_ONE_NS, 5_525_750_000_000L, 2, 'B');
        trade(118, DAY_ONE_NS + 1, 5_525_500_000_001L, 1, 'A');
        trade(118, DAY_ONE_NS + 2, 1, 1, 'N');
        IngestResult result = samples.ingest("dbn-trades", file());
        assertEquals(
                List.of("T 2 1719792000000000000+25 5525.75 2 BUY 77", "T 3 1719792000000000001+25 5525.5 1 SELL 77"),
                samples.events());
        assertEquals(
                List.of("3 price 0.000000001 is not above 0"),
                result.rejects().stream().map(r -> r.line() + " " + r.reason()).toList());
    }

    @Test
    void readsBarsOfOnePeriodAndPassesOverOtherRecords() {
        metadata(1, BY_SYMBOL);
        bar(0x20, DAY_ONE_NS, 7, 1, 1, 1, 1);
        bar(0x21, DAY_ONE_NS, 7, 2_000_000_000L, 4_000_000_000L, 1_000_000_000L, 3_500_000_000L);
        trade(118, DAY_ONE_NS, 1_000_000_000L, 1, 'A');
        bar(0x21, DAY_ONE_NS + 60_000_000_000L, 7, Long.MAX_VALUE, 1, 1, 1);
        IngestResult result = samples.ingest("dbn-ohlcv-1m", file());
        assertEquals(List.of("B 2 1719792060000000000 1m 2 4 1 3.5 7 0"), samples.events());
        assertEquals(2, result.otherRows());
        assertEquals("record has no open", result.rejects().getFirst().reason());
    }

    @ParameterizedTest
    @ValueSource(bytes = {BY_ID, BY_SYMBOL})
    void anInstrumentHasTheSymbolOfItsDay(byte stypeIn) {
        metadata(1, stypeIn);
        trade(118, DAY_ONE_NS, 1_000_000_000L, 1, 'A');
        trade(118, DAY_ONE_NS + DAY_NS, 2_000_000_000L, 1, 'A');
        trade(9, DAY_ONE_NS + DAY_NS, 3_000_000_000L, 1, 'A');
        String file = file();
        String message = refused(() -> samples.ingest("dbn-trades", file));
        assertTrue(message.contains("has several symbols (9, ESU4, ESZ4)"), message);
        samples.ingest("dbn-trades", b -> b.symbol("ESZ4"), file);
        assertEquals(List.of("T 2 1719878400000000000+25 2 1 SELL 77"), samples.events());
    }

    @Test
    void refusesWhatIsCutOrIsNoDbn() {
        metadata(1, BY_SYMBOL);
        int metadataBytes = out.position();
        trade(118, DAY_ONE_NS, 1_000_000_000L, 1, 'A');
        trade(118, DAY_ONE_NS, 1_000_000_000L, 1, 'A');
        int whole = out.position();
        for (int length = 0; length < whole; length += 7) {
            String cut = samples.bytes("cut" + length, Arrays.copyOf(out.array(), length));
            assertNotEquals(metadataBytes + 48, length, "a whole record");
            String message = refused(() -> samples.ingest("dbn-trades", cut));
            String expected = length < 8
                    ? "is not DBN of version 1 to 3"
                    : length < metadataBytes
                            ? "has DBN metadata that is cut or broken"
                            : length == metadataBytes ? "has no rows" : "breaks off or is broken after ";
            assertTrue(message.contains(expected), length + ": " + message);
        }
    }

    @Test
    void refusesBarsOfAPeriodThatDbnDoesNotHave() {
        metadata(1, BY_SYMBOL);
        String file = file();
        String message = refused(() -> samples.ingest("dbn-ohlcv-1m", b -> b.barPeriodNs(300_000_000_000L), file));
        assertTrue(message.contains("DBN has bars of 1s, 1m, 1h and 1d, not of 5m"), message);
    }
}
