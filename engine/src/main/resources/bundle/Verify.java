import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Checks a bundle that Reprise exported, with nothing but a JDK (17 or newer): {@code java Verify.java BUNDLE [--key-id ID]...}.
 * BUNDLE is the zip file, or the folder that it was unpacked to. Exit code 0: verified; 1: not, each reason in a line; 2: it
 * could not be looked at.
 *
 * <p>It holds a buffer and the seals of one stream in memory, whatever the size of the bundle.
 */
public final class Verify {
    private static final String NO_SEAL = "0".repeat(64);
    private static final int SEAL_BYTES_MAX = 64 << 10;
    private static final int MANIFEST_BYTES_MAX = 4 << 20;
    private static final int FINDINGS_MAX = 1000;
    private static final Pattern SEGMENT_NAME = Pattern.compile("[0-9]{8}F\\.cq4");
    private static final Pattern SEAL_NAME = Pattern.compile("[0-9]{8}F\\.json");

    private final Path root;
    private final Path journal;
    private final TreeSet<String> keyIdsExpected;
    private final Map<String, PublicKey> keys = new TreeMap<>();
    private final TreeSet<String> keysUsed = new TreeSet<>();
    private final TreeSet<String> covered = new TreeSet<>(List.of("README.txt", "Verify.java", "journal/manifest.json"));
    private final List<String> findings = new ArrayList<>();
    private final List<String> facts = new ArrayList<>();

    private Verify(Path root, TreeSet<String> keyIdsExpected) {
        this.root = root;
        this.journal = root.resolve("journal");
        this.keyIdsExpected = keyIdsExpected;
    }

    public static void main(String[] args) {
        System.exit(check(args, System.out));
    }

    /** Returns the exit code. */
    static int check(String[] args, PrintStream out) {
        TreeSet<String> keyIds = new TreeSet<>();
        boolean isUsage = args.length % 2 == 1;
        for (int i = 1; i < args.length - 1; i += 2) {
            isUsage &= args[i].equals("--key-id");
            keyIds.add(args[i + 1]);
        }
        if (!isUsage) {
            out.println("usage: java Verify.java BUNDLE [--key-id ID]...");
            return 2;
        }
        try {
            return run(Path.of(args[0]), keyIds, out) ? 0 : 1;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            out.println("the bundle cannot be looked at: " + e);
            return 2;
        }
    }

    private static boolean run(Path bundle, TreeSet<String> keyIds, PrintStream out) throws IOException, GeneralSecurityException {
        if (Files.isDirectory(bundle)) {
            return new Verify(bundle, keyIds).run(out);
        }
        try (FileSystem zip = FileSystems.newFileSystem(bundle)) {
            return new Verify(zip.getPath("/"), keyIds).run(out);
        }
    }

    private boolean run(PrintStream out) throws IOException, GeneralSecurityException {
        if (!Files.isRegularFile(journal.resolve("manifest.json"))) {
            throw new IOException("there is no journal/manifest.json in it");
        }
        readKeys();
        Map<String, Seal> last = new LinkedHashMap<>();
        for (String stream : List.of("inbound", "outbound")) {
            if (Files.isDirectory(journal.resolve(stream)) || Files.isDirectory(journal.resolve("seals/" + stream))) {
                last.put(stream, checkStream(stream));
            }
        }
        checkJournal(last);
        checkMarket();
        checkNothingElse();
        facts.forEach(out::println);
        keysUsed.forEach(id -> out.println("key       " + id));
        findings.stream().limit(FINDINGS_MAX).forEach(finding -> out.println("NOT AS SEALED  " + finding));
        if (!findings.isEmpty()) {
            out.println("NOT VERIFIED: " + findings.size() + " findings");
            return false;
        }
        out.println("VERIFIED: every document is as it was sealed"
                + (keyIdsExpected.isEmpty() ? "; is the key above the one its owner gave you?" : " by the key that you named"));
        return true;
    }

    // ---- keys and signed objects --------------------------------------------------------------------------------------

    private void readKeys() throws IOException, GeneralSecurityException {
        for (String name : names(root.resolve("keys"), Pattern.compile("[0-9a-f]{64}\\.pub"))) {
            String text = Files.readString(root.resolve("keys").resolve(name), StandardCharsets.US_ASCII);
            byte[] der = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
            String id = hex(MessageDigest.getInstance("SHA-256").digest(der));
            covered.add("keys/" + name);
            if (!name.equals(id + ".pub")) {
                find("keys/" + name, "it holds the key " + id + ": another key was put in its place");
            }
            keys.put(id, KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
        }
        for (String id : keyIdsExpected) {
            if (!keys.containsKey(id)) {
                find("keys", "the key that you named, " + id + ", is not in the bundle");
            }
        }
    }

    /** A flat JSON object, one member a line, the last of them an Ed25519 signature of all bytes before it. */
    private record Seal(Map<String, String> members, String sha256) {
        private static final Pattern MEMBER =
                Pattern.compile("  \"([A-Za-z0-9.]{1,64})\" : (\"[A-Za-z0-9 ._/+-]{0,512}\"|-?[0-9]{1,19})");

        static Seal parse(byte[] file) throws IOException, GeneralSecurityException {
            Map<String, String> members = new LinkedHashMap<>();
            for (String line : new String(file, StandardCharsets.ISO_8859_1).split("\n")) {
                Matcher member = MEMBER.matcher(line.endsWith(",") ? line.substring(0, line.length() - 1) : line);
                if (member.matches()) {
                    members.put(member.group(1), member.group(2));
                }
            }
            Seal seal = new Seal(members, hex(MessageDigest.getInstance("SHA-256").digest(file)));
            String text = seal.signed() + ",\n  \"signature\" : " + members.get("signature") + "\n}\n";
            if (!seal.text("signature").matches("[0-9a-f]{128}")
                    || !Arrays.equals(text.getBytes(StandardCharsets.ISO_8859_1), file)) {
                throw new IOException("it is not written as a seal is: cut or changed");
            }
            return seal;
        }

        /** What the signature is of. */
        String signed() {
            StringBuilder text = new StringBuilder("{");
            members.forEach((name, value) -> {
                if (!name.equals("signature")) {
                    text.append(text.length() == 1 ? "\n" : ",\n");
                    text.append("  \"").append(name).append("\" : ").append(value);
                }
            });
            return text.toString();
        }

        String text(String name) {
            String value = members.getOrDefault(name, "");
            return value.startsWith("\"") ? value.substring(1, value.length() - 1) : "";
        }

        long number(String name) {
            String value = members.getOrDefault(name, "");
            return value.isEmpty() || value.startsWith("\"") ? Long.MIN_VALUE : Long.parseLong(value);
        }

        long documentAfter() {
            return number("firstDocument") + number("documents");
        }
    }

    /** Reads a seal and checks its signature; null when it cannot be read. */
    private Seal readSeal(String place, String format) throws IOException, GeneralSecurityException {
        covered.add(place);
        Path file = root.resolve(place);
        try {
            if (Files.size(file) > SEAL_BYTES_MAX) {
                throw new IOException("it is larger than a seal can be");
            }
            Seal seal = Seal.parse(Files.readAllBytes(file));
            if (!seal.text("format").equals(format) || seal.number("version") != 1) {
                throw new IOException("it is not a " + format + " of version 1");
            }
            checkSignature(place, seal);
            return seal;
        } catch (IOException | NumberFormatException e) {
            find(place, "the seal cannot be read: " + e.getMessage());
            return null;
        }
    }

    private void checkSignature(String place, Seal seal) throws GeneralSecurityException {
        String id = seal.text("keyId");
        PublicKey key = keys.get(id);
        if (!keyIdsExpected.isEmpty() && !keyIdsExpected.contains(id)) {
            find(place, "it is signed by the key " + id + ", not by one that you named");
        } else if (key == null) {
            find(place, "it is signed by the key " + id + ", which is not in the bundle");
        } else if (!isValid(seal, key)) {
            find(place, "its signature is not valid: it was changed after it was signed, or signed by another key");
        } else {
            keysUsed.add(id);
        }
    }

    private static boolean isValid(Seal seal, PublicKey key) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(seal.signed().getBytes(StandardCharsets.ISO_8859_1));
        try {
            return verifier.verify(HexFormat.of().parseHex(seal.text("signature")));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    // ---- streams ------------------------------------------------------------------------------------------------------

    /** Returns the stream's last seal; null when that is not there. */
    private Seal checkStream(String stream) throws IOException, GeneralSecurityException {
        TreeSet<String> stems = new TreeSet<>();
        TreeSet<String> segments = names(journal.resolve(stream), SEGMENT_NAME);
        TreeSet<String> seals = names(journal.resolve("seals").resolve(stream), SEAL_NAME);
        segments.forEach(name -> stems.add(name.replace(".cq4", "")));
        seals.forEach(name -> stems.add(name.replace(".json", "")));
        Seal before = null;
        boolean isChained = true;
        long number = 0;
        long documents = 0;
        long frames = 0;
        for (String stem : stems) {
            String segment = "journal/" + stream + "/" + stem + ".cq4";
            String place = "journal/seals/" + stream + "/" + stem + ".json";
            if (!seals.contains(stem + ".json")) {
                covered.add(segment);
                find(segment, "its seal, " + place + ", is not there");
                isChained = false;
                before = null;
                number++;
                continue;
            }
            Seal seal = readSeal(place, "reprise-segment-seal");
            if (seal != null) {
                checkPlace(place, seal, stream, stem, number);
                if (isChained) {
                    checkChain(place, seal, before);
                }
                checkSegment(segment, seal, segments.contains(stem + ".cq4"));
                documents += seal.number("documents");
                frames += seal.number("frames");
                number = seal.number("segment");
            }
            covered.add(segment);
            isChained = seal != null;
            before = seal;
            number++;
        }
        facts.add(String.format("%-9s %d segments, %d documents, %d frames", stream, stems.size(), documents, frames));
        return before;
    }

    private void checkPlace(String place, Seal seal, String stream, String stem, long number) {
        if (!seal.text("stream").equals(stream) || !seal.text("file").equals(stem + ".cq4")) {
            find(place, "it is the seal of " + seal.text("stream") + "/" + seal.text("file") + ", put in this one's place");
        }
        for (long missing = number; missing < seal.number("segment") && missing < number + FINDINGS_MAX; missing++) {
            String name = LocalDate.ofEpochDay(missing).format(DateTimeFormatter.BASIC_ISO_DATE) + "F.cq4";
            find("journal/" + stream + "/" + name, "neither the segment nor its seal is there");
        }
    }

    private void checkChain(String place, Seal seal, Seal before) {
        String previous = before == null ? NO_SEAL : before.sha256();
        if (!seal.text("previousSeal").equals(previous)) {
            find(place, "it does not follow the seal before it: it names " + seal.text("previousSeal") + ", and that is "
                    + previous);
        } else if (seal.number("firstDocument") != (before == null ? 0 : before.documentAfter())
                || seal.number("prevCrc") != (before == null ? 0 : before.number("lastCrc"))) {
            find(place, "its documents do not follow those of the seal before it");
        }
    }

    private void checkSegment(String place, Seal seal, boolean isThere) throws IOException, GeneralSecurityException {
        String documents = "documents " + seal.number("firstDocument") + " to " + (seal.documentAfter() - 1)
                + " (sequences " + seal.number("firstSeq") + " to " + seal.number("lastSeq") + ")";
        if (!isThere) {
            find(place, "the segment is not there; its seal says that it held " + documents);
            return;
        }
        Segment found = Segment.read(root.resolve(place), null);
        if (found.fault != null) {
            find(place, "at byte " + found.position + ": " + found.fault);
        } else if (!hex(found.sha256.digest()).equals(seal.text("sha256"))) {
            find(place, documents + " are not those that were sealed: their SHA-256 is not the seal's");
        } else if (found.firstDocument != seal.number("firstDocument")
                || found.documents != seal.number("documents")
                || found.frames != seal.number("frames")
                || found.firstSeq != seal.number("firstSeq")
                || found.prevCrc != seal.number("prevCrc")
                || found.lastCrc != seal.number("lastCrc")) {
            find(place, "its seal says of the documents what is not in them");
        }
    }

    /** One segment file: Chronicle's excerpts, of which those with our documents count; see docs/journal-format.md. */
    private static final class Segment {
        private static final int HEADER_BYTES = 104;
        private static final int MAGIC = 0x314A5052;
        private static final int END_MARK = 0xC0000000;
        private static final int CHUNK_BYTES = 64 << 10;

        final MessageDigest sha256;
        /** Over frames only, however they were batched: how a run refers to its market data; null when not wanted. */
        final MessageDigest content;

        final byte[] chunk = new byte[CHUNK_BYTES];
        long position;
        long documents;
        long frames;
        long firstDocument;
        long firstSeq;
        long prevCrc;
        long lastCrc;
        String fault;

        private Segment(MessageDigest content) throws GeneralSecurityException {
            this.sha256 = MessageDigest.getInstance("SHA-256");
            this.content = content;
        }

        static Segment read(Path file, MessageDigest content) throws IOException, GeneralSecurityException {
            Segment segment = new Segment(content);
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
                while (segment.step(in)) {
                    // until the end mark, or a fault
                }
            } catch (EOFException e) {
                segment.fault = "the file ends before its end mark";
            }
            if (segment.fault == null && segment.documents == 0) {
                segment.fault = "there is no document in it";
            }
            return segment;
        }

        private boolean step(DataInputStream in) throws IOException {
            int word = Integer.reverseBytes(in.readInt());
            if (word == END_MARK) {
                return false;
            }
            int length = word & 0x3FFFFFFF;
            if (length == 0 || word < 0) {
                return fail("the end mark is gone");
            }
            if ((word & 0x40000000) != 0) {
                in.skipNBytes(length);
            } else if (!document(in, length)) {
                return false;
            }
            long next = (position + 4 + length + 3) & ~3L;
            in.skipNBytes(next - position - 4 - length);
            position = next;
            return true;
        }

        private boolean document(DataInputStream in, int length) throws IOException {
            if (length < HEADER_BYTES) {
                return fail("an excerpt is shorter than a document's header");
            }
            byte[] bytes = new byte[HEADER_BYTES];
            in.readFully(bytes);
            ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            if (header.getInt(0) != MAGIC || header.getShort(8) != 1 || header.getShort(10) != HEADER_BYTES
                    || header.getInt(16) != length - HEADER_BYTES) {
                return fail("the document's header is not one of version 1, or not of this length");
            }
            CRC32C crc = new CRC32C();
            crc.update(bytes, 8, HEADER_BYTES - 8);
            sha256.update(bytes);
            for (int left = length - HEADER_BYTES; left > 0; ) {
                int some = Math.min(left, chunk.length);
                in.readFully(chunk, 0, some);
                crc.update(chunk, 0, some);
                sha256.update(chunk, 0, some);
                if (content != null) {
                    content.update(chunk, 0, some);
                }
                left -= some;
            }
            return place(header, crc.getValue());
        }

        private boolean place(ByteBuffer header, long crc) {
            long previous = header.getInt(20) & 0xFFFFFFFFL;
            if (crc != (header.getInt(4) & 0xFFFFFFFFL)) {
                return fail("document " + header.getLong(48) + " does not match its checksum");
            }
            if (documents == 0) {
                firstDocument = header.getLong(48);
                firstSeq = header.getLong(24);
                prevCrc = previous;
            } else if (previous != lastCrc || header.getLong(48) != firstDocument + documents) {
                return fail("document " + header.getLong(48) + " does not follow the one before it");
            }
            documents++;
            frames += header.getInt(12);
            lastCrc = crc;
            return true;
        }

        private boolean fail(String reason) {
            fault = reason;
            return false;
        }
    }

    // ---- the journal as a whole ---------------------------------------------------------------------------------------

    private void checkJournal(Map<String, Seal> last) throws IOException, GeneralSecurityException {
        String place = "journal/seals/journal.json";
        if (!Files.exists(root.resolve(place))) {
            find(place, "the seal of the closed journal is not there: nothing signed says where it ends");
            return;
        }
        Seal seal = readSeal(place, "reprise-journal-seal");
        if (seal == null) {
            return;
        }
        byte[] manifest = Files.readAllBytes(journal.resolve("manifest.json"));
        if (!hex(MessageDigest.getInstance("SHA-256").digest(manifest)).equals(seal.text("manifestSha256"))) {
            find("journal/manifest.json", "it is not the manifest that was sealed: its SHA-256 is not the seal's");
        }
        if (!seal.text("streams").equals(String.join(" ", last.keySet()))) {
            find(place, "it speaks of the streams " + seal.text("streams") + ", there are "
                    + String.join(" ", last.keySet()));
        }
        last.forEach((stream, end) -> {
            long documents = end == null ? 0 : end.documentAfter();
            String lastSeal = end == null ? NO_SEAL : end.sha256();
            if (seal.number(stream + ".documents") != documents || !seal.text(stream + ".lastSeal").equals(lastSeal)) {
                find(place, stream + " was sealed with " + seal.number(stream + ".documents")
                        + " documents up to the seal " + seal.text(stream + ".lastSeal") + ", and now ends with "
                        + documents + " documents at the seal " + lastSeal);
            }
        });
    }

    /** The market data of a backtest, which the sealed manifest names by the SHA-256 of their frames. */
    private void checkMarket() throws IOException, GeneralSecurityException {
        Path file = journal.resolve("manifest.json");
        if (Files.size(file) > MANIFEST_BYTES_MAX) {
            find("journal/manifest.json", "it is larger than a manifest can be");
            return;
        }
        String manifest = Files.readString(file);
        if (!property(manifest, "run.kind").equals("BACKTEST")) {
            return;
        }
        int count = Integer.parseInt(property(manifest, "data"));
        for (int i = 0; i < count; i++) {
            String market = "market/" + i;
            String expected = property(manifest, "data." + i + ".sha256");
            if (!Files.isDirectory(root.resolve(market))) {
                facts.add(market + "  not in this bundle; the SHA-256 of its frames was " + expected);
                continue;
            }
            covered.add(market + "/manifest.json");
            checkMarket(market, expected);
        }
    }

    private void checkMarket(String market, String expected) throws IOException, GeneralSecurityException {
        MessageDigest content = MessageDigest.getInstance("SHA-256");
        long frames = 0;
        for (String name : names(root.resolve(market).resolve("inbound"), SEGMENT_NAME)) {
            String place = market + "/inbound/" + name;
            covered.add(place);
            Segment segment = Segment.read(root.resolve(place), content);
            frames += segment.frames;
            if (segment.fault != null) {
                find(place, "at byte " + segment.position + ": " + segment.fault);
            }
        }
        if (!hex(content.digest()).equals(expected)) {
            find(market, "it is not the market data that was run on: the SHA-256 of its frames is not the manifest's");
        }
        facts.add(market + "  " + frames + " frames");
    }

    /** A property of the manifest, which has one in a line. */
    private static String property(String manifest, String name) {
        Matcher line = Pattern.compile("(?m)^ *\"" + Pattern.quote(name) + "\" : \"([^\"\\\\]*)\",?$").matcher(manifest);
        return line.find() ? line.group(1) : "";
    }

    private void checkNothingElse() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> !covered.contains(file))
                    .sorted()
                    .forEach(file -> find(file, "the file is no part of a bundle, and nothing vouches for it"));
        }
    }

    private void find(String place, String reason) {
        findings.add(place + ": " + reason);
    }

    private static TreeSet<String> names(Path folder, Pattern pattern) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> pattern.matcher(name).matches())
                        .forEach(names::add);
            }
        }
        return names;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
