package io.reprise.research.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.journal.JournalManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run from its seals to a third party's check, as a user meets it. */
@Tag("slow")
class SealedRunTest {
    private static final String STRATEGY =
            "--strategy sma-cross --set fast=3 --set slow=8 --bar 1m --cash 10000 --qty 2 --fee-bps 5";

    @TempDir
    private static Path shared;

    private static Path market;
    private static Path config;
    private static Path clean;

    @TempDir
    private Path folder;

    @BeforeAll
    static void run() throws IOException {
        market = shared.resolve("market");
        config = Files.writeString(
                shared.resolve("reprise.properties"),
                "journal.sealKeys = " + shared.resolve("keys") + "\njournal.segmentBytes = 64k\n");
        String trades = new MarketFiles(shared).trades("trades.csv");
        Cli.ok(
                "ingest",
                trades,
                "--format",
                "bitstamp-trades",
                "--instrument",
                "BTC-USD.BITSTAMP",
                "--journal",
                market.toString());
        Cli.ok(backtest(shared.resolve("run")));
        clean = shared.resolve("run/journal");
    }

    private static String[] backtest(Path out) {
        return words("backtest --journal " + market + " " + STRATEGY + " --config " + config + " --out " + out);
    }

    private static String[] words(String line) {
        return line.split(" ");
    }

    private static Cli.Answer verify(Path journal, String more) {
        return Cli.run(
                words("replay --verify=seals --source " + market + " --config " + config + more + " " + journal));
    }

    private Path copy() throws IOException {
        Path copy = folder.resolve("copy/journal");
        for (Path file : files(clean)) {
            Path to = copy.resolve(clean.relativize(file));
            Files.createDirectories(to.getParent());
            Files.copy(file, to);
        }
        return copy;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void aRunIsSealedAndVerified() {
        Cli.Answer answer = verify(clean, "");
        assertEquals(0, answer.code(), answer.err());
        assertTrue(answer.out().contains("seals    inbound: 1 segment, 1 seal, "), answer.out());
        assertTrue(answer.out().contains("verified byte for byte"), answer.out());
        Cli.Answer json = verify(clean, " --json");
        assertTrue(json.out().contains("\"verified\" : true"), json.out());
        assertTrue(json.out().contains("\"seals\" : {"), json.out());
    }

    @Test
    void theManifestSaysWhatRan() {
        JournalManifest manifest = JournalManifest.read(clean);
        JournalManifest data = JournalManifest.read(market);
        assertEquals("BACKTEST", manifest.properties().get("run.kind"));
        assertEquals("1", manifest.properties().get("data"));
        assertEquals(
                data.stream("inbound").contentSha256(), manifest.properties().get("data.0.sha256"));
        assertEquals("0", manifest.properties().get("run.seed"));
        for (String digest : List.of("strategy.sha256", "config.sha256", "stateDigest", "outboundDigest")) {
            assertTrue(manifest.properties().get(digest).matches("[0-9a-f]{64}"), digest);
        }
        assertFalse(manifest.properties().get("code.version").isEmpty());
    }

    /** The option's word must be attached, so that the old form still names the journal. */
    @Test
    void verifyWithoutAWordIsAsBefore() {
        for (String form : List.of("--verify " + clean, clean + " --verify", "--verify=crc " + clean)) {
            Cli.Answer answer = Cli.run(words("replay --source " + market + " " + form));
            assertEquals(0, answer.code(), form + ": " + answer.err());
            assertTrue(answer.out().contains("verified byte for byte"), answer.out());
            assertFalse(answer.out().contains("seals"), answer.out());
        }
        assertEquals(2, Cli.run(words("replay --verify=all " + clean)).code());
    }

    private void assertNotVerified(Path journal, String expected) {
        Cli.Answer answer = verify(journal, "");
        assertEquals(1, answer.code(), answer.out());
        assertTrue(answer.err().contains("not verified: " + expected), expected + " is not in " + answer.err());
        Cli.Answer json = verify(journal, " --json");
        assertEquals(1, json.code());
        assertTrue(json.out().contains("\"verified\" : false"), json.out());
        Cli.Answer export = Cli.run(words("export " + journal + " --source " + market + " --config " + config
                + " --out " + folder.resolve("no.zip")));
        assertEquals(1, export.code());
        assertFalse(Files.exists(folder.resolve("no.zip")), "what does not hold is not exported");
    }

    @Test
    void namesAnEditedManifest() throws IOException {
        Path journal = copy();
        JournalManifest manifest = JournalManifest.read(journal);
        manifest.withProperty("config.sha256", "0".repeat(64)).write(journal);
        assertNotVerified(journal, "manifest.json: it is not the manifest that was sealed");
        assertNotVerified(journal, "manifest.json: config.sha256 is 0000");
    }

    @Test
    void namesARemovedSeal() throws IOException {
        Path journal = copy();
        Files.delete(journal.resolve("seals/outbound/19700101F.json"));
        assertNotVerified(journal, "outbound/19700101F.cq4: the segment has no seal");
    }

    @Test
    void namesAFlippedBit() throws IOException {
        Path journal = copy();
        Path segment = journal.resolve("inbound/19700101F.cq4");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[66_200] ^= 4;
        Files.write(segment, bytes);
        assertNotVerified(journal, "inbound/19700101F.cq4: damage in 19700101F.cq4");
    }

    /** Another market journal in the place of the one that was run on, whole in itself. */
    @Test
    void namesOtherData() throws IOException {
        String trades = new MarketFiles(folder).trades("other.csv");
        Files.writeString(Path.of(trades), Files.readString(Path.of(trades)).replaceFirst(",1\\.5\n", ",1.25\n"));
        Path other = folder.resolve("other");
        Cli.ok(words(
                "ingest " + trades + " --format bitstamp-trades --instrument BTC-USD.BITSTAMP --journal " + other));
        Cli.Answer answer =
                Cli.run(words("replay --verify=seals --source " + other + " --config " + config + " " + clean));
        assertEquals(1, answer.code());
        assertTrue(answer.err().contains(other + ": it is not the market journal that was run on"), answer.err());
    }

    @Test
    void namesTheKeyThatIsNotBelieved() throws IOException {
        Path other = Files.writeString(
                folder.resolve("other.properties"), "journal.sealKeys = " + folder.resolve("keys") + "\n");
        Path run = folder.resolve("run");
        String[] backtest = backtest(run);
        backtest[Arrays.asList(backtest).indexOf("--config") + 1] = other.toString();
        Cli.ok(backtest);
        Cli.Answer answer = verify(run.resolve("journal"), "");
        assertEquals(1, answer.code());
        assertTrue(answer.err().contains("seals/inbound/19700101F.json: it is signed by the key "), answer.err());
        Path key = publicKey(folder.resolve("keys"));
        assertEquals(0, verify(run.resolve("journal"), " --key " + key).code());
    }

    private static Path publicKey(Path keys) throws IOException {
        return files(keys).stream()
                .filter(file -> file.toString().endsWith(".pub"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutSealsNothingIsVerifiedButByCommandItIsSealed() throws IOException {
        Path off = Files.writeString(
                folder.resolve("off.properties"),
                "journal.seal = false\njournal.sealKeys = " + shared.resolve("keys") + "\n");
        String[] backtest = backtest(folder.resolve("run"));
        backtest[Arrays.asList(backtest).indexOf("--config") + 1] = off.toString();
        Cli.ok(backtest);
        Path journal = folder.resolve("run/journal");
        assertFalse(Files.exists(journal.resolve("seals")));
        assertNotVerified(journal, "inbound/19700101F.cq4: the segment has no seal");
        String sealed = Cli.ok(words("journal seal " + journal + " --config " + config));
        assertTrue(sealed.startsWith("sealed 2 segments with the key "), sealed);
        assertEquals(0, verify(journal, "").code());
        assertTrue(Cli.ok(words("journal seal --json " + journal + " --config " + config))
                .contains("\"sealed\" : 0"));
    }

    @Test
    void aRunThatCannotBeSealedIsARunAllTheSame() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        Path bad = Files.writeString(
                folder.resolve("bad.properties"), "journal.sealKeys = " + file.resolve("keys") + "\n");
        String[] backtest = backtest(folder.resolve("run"));
        backtest[Arrays.asList(backtest).indexOf("--config") + 1] = bad.toString();
        Cli.Answer answer = Cli.run(backtest);
        assertEquals(0, answer.code(), answer.err());
        assertEquals(1, answer.err().lines().count(), answer.err());
        assertTrue(answer.err().contains(" is not sealed: the key " + file), answer.err());
    }

    private Path export(String name, String more) {
        Path zip = folder.resolve(name);
        Cli.ok(words("export " + clean + " --source " + market + " --config " + config + " --out " + zip + more));
        return zip;
    }

    @Test
    void aThirdPartyVerifiesTheBundleAndReplaysIt() throws IOException, InterruptedException {
        Path zip = export("bundle.zip", "");
        Path unpacked = folder.resolve("unpacked");
        unzip(zip, unpacked);
        Path key = publicKey(unpacked.resolve("keys"));
        String keyId = key.getFileName().toString().replace(".pub", "");
        Program zipped = program(unpacked, "Verify.java", zip.toString(), "--key-id", keyId);
        assertEquals(0, zipped.code(), zipped.text());
        assertTrue(zipped.text().contains("VERIFIED: every document"), zipped.text());
        assertTrue(zipped.text().contains("market/0  401 frames"), zipped.text());
        Program inPlace = program(unpacked, "Verify.java", ".");
        assertEquals(0, inPlace.code(), inPlace.text());
        assertTrue(Files.readString(unpacked.resolve("README.txt")).contains(keyId));

        Path data = unpacked.resolve("market/0");
        Cli.ok(words("replay --verify=seals --key " + key + " --source " + data + " " + unpacked.resolve("journal")));

        Path segment = data.resolve("inbound/19700101F.cq4");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[66_300] ^= 1;
        Files.write(segment, bytes);
        Program changed = program(unpacked, "Verify.java", ".", "--key-id", keyId);
        assertEquals(1, changed.code(), changed.text());
        assertTrue(changed.text().contains("NOT AS SEALED  market/0/inbound/19700101F.cq4: at byte "), changed.text());
        assertEquals(2, program(unpacked, "Verify.java").code());
        assertEquals(2, program(unpacked, "Verify.java", "nothing.zip").code());
    }

    /** Rolls often, so that segments are sealed while the session runs and at its end. */
    private Path session() {
        Path journal = folder.resolve("session/journal");
        Cli.ok(words("paper --source " + market + " --journal " + journal + " --speed max " + STRATEGY + " --config "
                + config + " --out " + folder.resolve("session/report")));
        return journal;
    }

    @Test
    void aSessionIsSealedAndItsBundleVerified() throws IOException, InterruptedException {
        Path journal = session();
        Cli.Answer answer = Cli.run(words("replay --verify=seals --config " + config + " " + journal));
        assertEquals(0, answer.code(), answer.err());
        assertEquals("PAPER", JournalManifest.read(journal).properties().get("run.kind"));
        Path zip = folder.resolve("session.zip");
        Cli.ok(words("export " + journal + " --config " + config + " --out " + zip));
        Path unpacked = folder.resolve("unpacked");
        unzip(zip, unpacked);
        assertFalse(Files.exists(unpacked.resolve("market")), "a session's journal has all that it saw");
        Program verified = program(unpacked, "Verify.java", ".");
        assertEquals(0, verified.code(), verified.text());
    }

    /** What a session leaves that was killed after its last event, and nobody goes on with. */
    @Test
    void endsAndSealsAKilledSessionByCommand() throws IOException {
        Path journal = session();
        JournalManifest manifest = JournalManifest.read(journal);
        for (String stream : List.of("inbound", "outbound")) {
            manifest = manifest.withStream(stream, manifest.stream(stream).open());
        }
        manifest.write(journal);
        Files.delete(journal.resolve("seals/journal.json"));
        String[] verify = words("replay --verify=seals --config " + config + " " + journal);
        assertTrue(Cli.run(verify).err().contains("manifest.json: the journal is not closed"));
        String open = Cli.ok(words("journal seal " + journal + " --config " + config));
        assertTrue(open.contains("the journal is not closed"), open);
        assertEquals(1, Cli.run(verify).code());
        String closed = Cli.ok(words("journal seal --close " + journal + " --config " + config));
        assertTrue(closed.contains("the journal is sealed as a whole"), closed);
        Cli.Answer answer = Cli.run(verify);
        assertEquals(0, answer.code(), answer.err());
    }

    @Test
    void leavesTheDataOutWhenAsked() throws IOException, InterruptedException {
        Path zip = export("small.zip", " --without-data");
        Path unpacked = folder.resolve("unpacked");
        unzip(zip, unpacked);
        assertFalse(Files.exists(unpacked.resolve("market")));
        Program verified = program(unpacked, "Verify.java", ".");
        assertEquals(0, verified.code(), verified.text());
        String digest = JournalManifest.read(market).stream("inbound").contentSha256();
        assertTrue(verified.text().contains("market/0  not in this bundle; the SHA-256 of its frames was " + digest));
    }

    @Test
    void theSameJournalGivesTheSameBundle() throws IOException {
        assertArrayEquals(
                Files.readAllBytes(export("one.zip", "")), Files.readAllBytes(export("other.zip", " --json")));
    }

    @Test
    void answersBadInputInOneSentence() {
        for (String line : List.of(
                "export " + folder + " --out x.zip",
                "export " + clean,
                "export nowhere --out x.zip",
                "export " + clean + " --key " + config + " --out x.zip",
                "journal seal " + folder,
                "replay --verify=seals --config " + config + " " + folder)) {
            Cli.Answer answer = Cli.run(words(line));
            assertTrue(answer.code() == 1 || answer.code() == 2, line);
            assertEquals(1, answer.err().lines().count(), line + ": " + answer.err());
        }
    }

    private static void unzip(Path zip, Path folder) throws IOException {
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, entries.readAllBytes());
            }
        }
    }

    private record Program(int code, String text) {}

    /** A JDK and the file, nothing of ours. */
    private static Program program(Path folder, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it ends");
            return new Program(process.exitValue(), text);
        } finally {
            process.destroyForcibly();
        }
    }
}
