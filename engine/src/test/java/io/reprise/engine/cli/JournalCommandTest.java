package io.reprise.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.reprise.codecs.AssetClass;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.RiskVerdictEncoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TradeEncoder;
import io.reprise.codecs.Verdict;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.event.InstrumentFrames;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.journal.StreamAppender;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code journal}: what a user sees of a journal of one instrument, nine trades and two verdicts. */
@Timeout(60)
class JournalCommandTest {
    private static final long START_NS = 1_385_337_600_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;

    @TempDir
    Path folder;

    private Path journal;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
    private String out;
    private String err;

    @BeforeEach
    void write() {
        journal = folder.resolve("journal");
        JournalSettings settings =
                JournalSettings.defaults().withDocumentBytesMax(64 << 10).withBlockBytes(1 << 20);
        try (JournalFolder writing = JournalFolder.open(journal, settings.withContentDigest(true))) {
            Instrument instrument =
                    new Instrument(0, "BTC-USD.TEST", AssetClass.CRYPTO, 1_000_000, 1, "USD", false, true);
            InstrumentFrames.encode(buffer, 0, instrument, 1, START_NS);
            append(writing.inbound(), 1);
            for (int seq = 2; seq <= 10; seq++) {
                trade(seq);
                append(writing.inbound(), seq);
            }
            verdict(1, 4, Verdict.APPROVED, 0, 0, 0);
            append(writing.outbound(), 1);
            verdict(2, 7, Verdict.DENIED, 1, 150_000_000_000L, 100_000_000_000L);
            append(writing.outbound(), 2);
        }
    }

    private void append(StreamAppender appender, long seq) {
        appender.append(buffer, 0, Event.frameLength(buffer, 0), 1, seq);
    }

    private void trade(long seq) {
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        new TradeEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .seq(seq)
                .tsEventNs(START_NS + seq * SECOND_NS)
                .tsInitNs(START_NS + seq * SECOND_NS)
                .instrumentId(0)
                .side(Side.SELL)
                .px(100_000_000L * seq)
                .qty(50_000_000)
                .tradeId(seq);
    }

    private void verdict(long seq, long causeSeq, Verdict verdict, int reason, long actual, long limit) {
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        new RiskVerdictEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .seq(seq)
                .tsEventNs(START_NS + causeSeq * SECOND_NS)
                .tsInitNs(START_NS + causeSeq * SECOND_NS)
                .instrumentId(0)
                .verdict(verdict)
                .orderId(seq)
                .causeSeq(causeSeq)
                .actualValue(actual)
                .limitValue(limit)
                .reason(reason);
    }

    private int run(String... args) {
        StringWriter outWriter = new StringWriter();
        StringWriter errWriter = new StringWriter();
        String[] all = Stream.concat(Stream.of("journal"), Stream.of(args)).toArray(String[]::new);
        int code = Main.run(
                List.of(new EngineCommands()),
                new PrintWriter(outWriter, true),
                new PrintWriter(errWriter, true),
                false,
                all);
        out = outWriter.toString();
        err = errWriter.toString();
        return code;
    }

    private List<String> cat(String... args) {
        String[] all = Stream.concat(Stream.of("cat", journal.toString()), Stream.of(args))
                .toArray(String[]::new);
        assertEquals(0, run(all), () -> err);
        return out.lines().toList();
    }

    private static List<String> sequences(List<String> lines) {
        return lines.stream()
                .map(line -> line.substring(0, 1) + line.substring(8, 18).strip())
                .toList();
    }

    private static void assertParses(String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {}
        }
    }

    @Test
    void printsOneAlignedLineForEachFrame() {
        List<String> lines = cat();
        assertEquals(
                "inbound          1  2013-11-25T00:00:00.000000000Z  InstrumentDefinition  BTC-USD.TEST  assetClass=CRYPTO"
                        + " name=BTC-USD.TEST tickPx=0.01 lotQty=0.00000001 multiplier=1 currency=USD nonPositivePx=0"
                        + " hasVolume=1",
                lines.getFirst());
        assertEquals(
                "inbound          4  2013-11-25T00:00:04.000000000Z  Trade                 BTC-USD.TEST  side=SELL px=4"
                        + " qty=0.5 tradeId=4",
                lines.get(3));
        assertEquals(
                "outbound         2  2013-11-25T00:00:07.000000000Z  RiskVerdict           BTC-USD.TEST  verdict=DENIED"
                        + " orderId=2 causeSeq=7 actualValue=1500 limitValue=1000 strategyId=0"
                        + " reason=INSUFFICIENT_FUNDS",
                lines.get(8));
    }

    @Test
    void putsDecisionsBehindTheirCause() {
        assertEquals(
                List.of("i1", "i2", "i3", "i4", "o1", "i5", "i6", "i7", "o2", "i8", "i9", "i10"), sequences(cat()));
    }

    @Test
    void filtersBySequence() {
        assertEquals(List.of("i4", "o1", "i5"), sequences(cat("--seq", "4..5")));
        assertEquals(List.of("i4", "o1"), sequences(cat("--seq", "4")));
        assertEquals(List.of("i1", "i2"), sequences(cat("--seq", "..2")));
        assertEquals(List.of("i9", "i10"), sequences(cat("--seq", "9..")));
        assertEquals(List.of("o2"), sequences(cat("--stream", "outbound", "--seq", "2..")));
    }

    @Test
    void filtersByTime() {
        assertEquals(List.of("i3", "i4", "o1"), sequences(cat("--time", "2013-11-25T00:00:03Z..2013-11-25T00:00:05Z")));
        assertEquals(List.of("i10"), sequences(cat("--time", Long.toString(START_NS + 10 * SECOND_NS))));
        assertEquals(12, cat("--time", "2013-11-25").size());
        assertEquals(0, cat("--time", "2013-11-26..").size());
    }

    @Test
    void filtersByTypeStreamAndCount() {
        assertEquals(List.of("o1", "o2"), sequences(cat("--type", "riskverdict")));
        assertEquals(List.of("i1", "o1", "o2"), sequences(cat("--type", "RiskVerdict,InstrumentDefinition")));
        assertEquals(10, cat("--stream", "inbound").size());
        assertEquals(List.of("i2", "i3"), sequences(cat("--type", "Trade", "--limit", "2")));
    }

    @Test
    void printsJsonLines() throws IOException {
        List<String> lines = cat("--json");
        assertEquals(12, lines.size());
        for (String line : lines) {
            assertParses(line);
        }
        assertTrue(
                lines.get(8).startsWith("{\"stream\":\"outbound\",\"type\":\"RiskVerdict\",\"seq\":2,"), lines.get(8));
        assertTrue(lines.get(8).contains("\"instrumentId\":0,\"instrument\":\"BTC-USD.TEST\""), lines.get(8));
        assertTrue(lines.get(8).endsWith("\"reason\":1,\"reasonName\":\"INSUFFICIENT_FUNDS\"}"), lines.get(8));
    }

    @Test
    void exportsTables() throws IOException {
        Path tables = folder.resolve("tables");
        assertEquals(0, run("export", journal.toString(), "--format", "csv", "--out", tables.toString()), () -> err);
        try (Stream<Path> files = Files.list(tables)) {
            assertEquals(
                    List.of("InstrumentDefinition.csv", "RiskVerdict.csv", "Trade.csv"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        List<String> trades = Files.readAllLines(tables.resolve("Trade.csv"));
        assertEquals(10, trades.size());
        assertEquals(
                "stream,seq,tsEvent,tsEventNs,tsInit,tsInitNs,instrumentId,instrument,sourceId,flags,side,px,qty,tradeId",
                trades.get(0));
        assertEquals(
                "inbound,2,2013-11-25T00:00:02Z,1385337602000000000,2013-11-25T00:00:02Z,1385337602000000000,0,"
                        + "BTC-USD.TEST,0,,SELL,2.00000000,0.50000000,2",
                trades.get(1));
        assertEquals(0, run("export", journal.toString(), "--format", "csv", "--type", "Trade"));
        assertEquals(trades, out.lines().toList());
        assertEquals(2, run("export", journal.toString(), "--format", "csv", "--out", tables.toString()));
        assertTrue(err.contains("already exists"), err);
    }

    @Test
    void exportsJsonLinesToAFile() throws IOException {
        Path file = folder.resolve("frames.jsonl");
        assertEquals(0, run("export", journal.toString(), "--out", file.toString(), "--json"), () -> err);
        assertTrue(out.contains("\"frames\" : 12"), out);
        List<String> exported = Files.readAllLines(file);
        assertEquals(cat("--json"), exported);
    }

    @Test
    void saysWhatIsInAJournal() throws IOException {
        assertEquals(0, run("stat", journal.toString()), () -> err);
        assertTrue(out.lines().anyMatch(line -> line.strip().matches("Trade +9")), out);
        assertTrue(out.contains("1 to 10"), out);
        assertTrue(out.contains("2013-11-25T00:00:00Z to 2013-11-25T00:00:10Z"), out);
        assertTrue(out.lines().noneMatch(line -> line.length() > 120 || line.endsWith(" ")), out);
        assertEquals(0, run("stat", journal.toString(), "--json"));
        assertParses(out);
        assertTrue(out.replaceAll("\\s", "").contains("\"types\":{\"InstrumentDefinition\":1,\"Trade\":9}"), out);
    }

    private void flip(String stream, long at) throws IOException {
        Path segment = journal.resolve(stream).resolve("19700101F.cq4");
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(at);
            int value = file.read();
            file.seek(at);
            file.write(value ^ 4);
        }
    }

    /** Where a trade's document starts, found by its magic. */
    private long documentAt(int number) throws IOException {
        byte[] bytes = Files.readAllBytes(journal.resolve("inbound/19700101F.cq4"));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = -1;
        for (int i = 0; i <= number; i++) {
            at = text.indexOf("RPJ1", at + 1);
        }
        return at;
    }

    @Test
    void verifiesAndNamesDamage() throws IOException {
        assertEquals(0, run("verify", journal.toString()), () -> err);
        assertTrue(out.endsWith("verified: true" + System.lineSeparator()), out);
        flip("inbound", documentAt(4) + 120);
        assertEquals(1, run("verify", journal.toString()));
        assertTrue(
                out.contains("inbound: damage in 19700101F.cq4 at byte " + (documentAt(4) - 4)
                        + " (document 4, sequence 5 expected): the document's checksum does not match its bytes; 1"
                        + " document with 1 frame is lost"),
                out);
        assertTrue(out.endsWith("verified: false" + System.lineSeparator()), out);
        assertEquals(1, run("verify", journal.toString(), "--json"));
        assertParses(out);
        assertTrue(out.contains("\"verified\" : false") && out.contains("\"document\" : 4"), out);
        assertEquals(1, run("stat", journal.toString()));
        assertTrue(out.contains("DAMAGE"), out);
        assertEquals(1, run("cat", journal.toString()));
        assertEquals(4, out.lines().count());
        assertTrue(
                err.startsWith("reprise: ")
                        && err.contains("damage in")
                        && err.lines().count() == 1,
                err);
    }

    @Test
    void seesThatTheManifestHasOtherDigests() throws IOException {
        Path manifest = journal.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"frames\" : 10", "\"frames\" : 11"));
        assertEquals(1, run("verify", journal.toString()));
        assertTrue(out.contains("manifest.json does not match its checksum"), out);
    }

    @Test
    void repairsIntoANewJournal() throws IOException {
        Path copy = folder.resolve("copy");
        flip("inbound", documentAt(4) + 120);
        assertEquals(1, run("repair", journal.toString()));
        assertTrue(err.contains("--to"), err);
        assertEquals(0, run("repair", journal.toString(), "--to", copy.toString()), () -> err);
        assertTrue(out.contains("9 frames in 9 documents copied") && out.contains("document 4"), out);
        assertEquals(0, run("verify", copy.toString()), () -> out);
        assertEquals(0, run("repair", copy.toString(), "--json"), () -> err);
        assertParses(out);
        assertEquals(0, run("cat", copy.toString(), "--stream", "inbound"));
        assertEquals(
                List.of("i1", "i2", "i3", "i4", "i6", "i7", "i8", "i9", "i10"),
                sequences(out.lines().toList()));
    }

    static Stream<Arguments> badUsage() {
        return Stream.of(
                Arguments.of("say what to do", new String[] {}),
                Arguments.of("Missing required parameter", new String[] {"stat"}),
                Arguments.of("there is no folder", new String[] {"stat", "nowhere-at-all"}),
                Arguments.of("journal is one", new String[] {"verify", "EMPTY"}),
                Arguments.of("is not a journal", new String[] {"cat", "EMPTY"}),
                Arguments.of("is not a journal", new String[] {"repair", "EMPTY"}),
                Arguments.of("not a range of sequences", new String[] {"cat", "JOURNAL", "--seq", "a..b"}),
                Arguments.of("ends before it begins", new String[] {"cat", "JOURNAL", "--seq", "5..4"}),
                Arguments.of("is not a time", new String[] {"cat", "JOURNAL", "--time", "yesterday"}),
                Arguments.of("is no type of frame", new String[] {"cat", "JOURNAL", "--type", "Tradee"}),
                Arguments.of("is not inbound", new String[] {"cat", "JOURNAL", "--stream", "x"}),
                Arguments.of("Parquet comes with", new String[] {"export", "JOURNAL", "--format", "parquet"}),
                Arguments.of("choose one with --type", new String[] {"export", "JOURNAL", "--format", "csv"}),
                Arguments.of("needs --out", new String[] {"export", "JOURNAL", "--json"}));
    }

    @ParameterizedTest
    @MethodSource("badUsage")
    void refusesBadUsageInOneSentence(String sentence, String[] args) {
        for (int i = 0; i < args.length; i++) {
            args[i] = args[i].replace("JOURNAL", journal.toString()).replace("EMPTY", folder.toString());
        }
        assertEquals(2, run(args), () -> err);
        assertTrue(err.contains(sentence), err);
        assertEquals(1, err.lines().count(), err);
        assertFalse(err.contains("Exception"), err);
        assertEquals("", out);
    }
}
