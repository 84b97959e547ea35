package io.reprise.engine.seal;

import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.Segments;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip file with a sealed journal, its seals and public keys, the market journals of a backtest, and a program that checks
 * them with nothing of ours. The same journal gives the same bytes. Holds one buffer in memory; used by one thread.
 */
public final class Bundle {
    private static final String RESOURCES = "/bundle/";
    private static final String README = "README.txt";
    private static final String VERIFIER = "Verify.java";
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final int COPY_BYTES = 64 << 10;

    private final ZipOutputStream zip;
    private final byte[] copy = new byte[COPY_BYTES];
    private final Runnable listener;
    private int files;

    private Bundle(ZipOutputStream zip, Runnable listener) {
        this.zip = zip;
        this.listener = listener;
    }

    /**
     * What was written.
     *
     * @param files number of files in it
     * @param bytes size of the zip file
     * @param sha256 of the zip file, lower-case hex
     * @param verifierSha256 of the program in it
     */
    public record Written(int files, long bytes, String sha256, String verifierSha256) {}

    /**
     * Writes a bundle, in place of one that is there. The journal is not checked here.
     *
     * @param markets market journals of a backtest, in merge order; empty to leave their data out
     * @param keys public keys that go with it
     * @param listener called after every file and every megabyte or so
     */
    public static Written write(Path journal, List<Path> markets, PublicKeys keys, Path file, Runnable listener) {
        Path place = file.toAbsolutePath().normalize();
        Path part = place.resolveSibling(place.getFileName() + ".part");
        MessageDigest digest = Digests.newSha256();
        try {
            Files.createDirectories(place.getParent());
            int files;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), COPY_BYTES);
                    ZipOutputStream zip = new ZipOutputStream(new DigestOutputStream(out, digest))) {
                Bundle bundle = new Bundle(zip, listener);
                bundle.write(journal, markets, keys);
                files = bundle.files;
            }
            long bytes = Files.size(part);
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Written(files, bytes, HexFormat.of().formatHex(digest.digest()), verifierSha256());
        } catch (IOException e) {
            throw new JournalException("cannot write the bundle " + file + ": " + e.getMessage(), e);
        } finally {
            deleteQuietly(part);
        }
    }

    private static void deleteQuietly(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // the failure that left it is being told
        }
    }

    private void write(Path journal, List<Path> markets, PublicKeys keys) throws IOException {
        add(README, readme(markets, keys).getBytes(StandardCharsets.UTF_8));
        add(VERIFIER, resource(VERIFIER));
        for (String id : keys.byId().keySet()) {
            add(
                    "keys/" + id + PublicKeys.SUFFIX,
                    PublicKeys.encode(keys.byId().get(id)).getBytes(StandardCharsets.US_ASCII));
        }
        addFile("journal/" + JournalFolder.MANIFEST, JournalFolder.manifestFile(journal));
        SealFolder seals = new SealFolder(journal);
        addFile("journal/seals/" + SealFolder.JOURNAL_SEAL, seals.journalSeal());
        for (String stream : List.of(JournalFolder.INBOUND, JournalFolder.OUTBOUND)) {
            for (Path seal : seals.list(stream).values()) {
                addFile("journal/seals/" + stream + "/" + seal.getFileName(), seal);
            }
        }
        for (String stream : List.of(JournalFolder.INBOUND, JournalFolder.OUTBOUND)) {
            addStream("journal/" + stream, journal.resolve(stream));
        }
        for (int i = 0; i < markets.size(); i++) {
            addFile("market/" + i + "/" + JournalFolder.MANIFEST, JournalFolder.manifestFile(markets.get(i)));
            addStream("market/" + i + "/" + JournalFolder.INBOUND, JournalFolder.inbound(markets.get(i)));
        }
    }

    private void addStream(String folder, Path stream) throws IOException {
        TreeMap<Integer, Path> segments = Segments.list(stream);
        for (Path segment : segments.values()) {
            addFile(folder + "/" + segment.getFileName(), segment);
        }
    }

    private void add(String name, byte[] bytes) throws IOException {
        begin(name);
        zip.write(bytes);
        zip.closeEntry();
    }

    private void addFile(String name, Path file) throws IOException {
        begin(name);
        try (InputStream in = Files.newInputStream(file)) {
            long done = 0;
            int got = in.read(copy);
            while (got > 0) {
                zip.write(copy, 0, got);
                done += got;
                if (done % (1 << 20) < COPY_BYTES) {
                    listener.run();
                }
                got = in.read(copy);
            }
        }
        zip.closeEntry();
    }

    private void begin(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        files++;
        listener.run();
    }

    private static String readme(List<Path> markets, PublicKeys keys) throws IOException {
        String market = markets.isEmpty()
                ? ""
                : "    market/                   the market data that the run was on; the manifest names their digests\n";
        return new String(resource(README), StandardCharsets.UTF_8)
                .replace(
                        "{keys}",
                        keys.byId().keySet().stream().map(id -> "    " + id).collect(Collectors.joining("\n")))
                .replace("{verifier}", verifierSha256())
                .replace("{market}\n", market + "\n");
    }

    private static String verifierSha256() throws IOException {
        return Digests.sha256(resource(VERIFIER));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Bundle.class.getResourceAsStream(RESOURCES + name)) {
            if (in == null) {
                throw new IOException("the program lacks its file " + name);
            }
            return in.readAllBytes();
        }
    }

    /** The keys of these that a check found to be used. */
    public static PublicKeys used(PublicKeys keys, List<String> keyIds) {
        return new PublicKeys(keys.byId().entrySet().stream()
                .filter(key -> keyIds.contains(key.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
