package io.reprise.research.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * A source as it is named on the command line: a file, or an entry of a zip or jar as {@code file.zip!entry}. What is
 * gzip or a zip with one entry is unpacked as it is read, told by its first bytes and not by its name.
 *
 * @param file the file
 * @param entry name of the zip entry; null = the file itself
 */
record SourceFile(Path file, String entry) {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MAGIC_BYTES = 6;

    /** Reads {@code path} or {@code path!entry}; a file whose name has an exclamation mark comes first. */
    static SourceFile parse(String text) {
        try {
            Path whole = Path.of(text);
            int mark = text.lastIndexOf('!');
            if (mark <= 0 || Files.exists(whole)) {
                return new SourceFile(whole, null);
            }
            String entry = text.substring(mark + 1);
            return new SourceFile(Path.of(text.substring(0, mark)), entry.startsWith("/") ? entry.substring(1) : entry);
        } catch (InvalidPathException notAPath) {
            throw new IngestException("'" + text.replace('\0', '?') + "' is not a path", notAPath);
        }
    }

    /**
     * Likewise, and of a zip without an entry's name the one that a pattern fits.
     *
     * @param pattern {@code *} stands for any text, {@code ?} for any letter; null = the zip has one entry
     * @throws IngestException when none fits, or more than one
     */
    static SourceFile parse(String text, String pattern) {
        SourceFile source = parse(text);
        if (pattern == null || source.entry != null) {
            return source;
        }
        source.requireFile();
        try {
            return new SourceFile(source.file, ZipEntries.matching(source.file, pattern));
        } catch (IOException failed) {
            throw new IngestException(
                    source.file + " is no zip whose entry could be chosen: "
                            + Rejects.printable("" + failed.getMessage()),
                    failed);
        }
    }

    /** As the user wrote it. */
    String displayName() {
        return entry == null ? file.toString() : file + "!" + entry;
    }

    /** SHA-256 of the file, or of the bytes of the entry, packed or not as they lie there. */
    String rawSha256() throws IOException {
        requireFile();
        try (InputStream in = entry == null ? Files.newInputStream(file) : ZipEntries.open(file, entry)) {
            return digest(in);
        }
    }

    /** SHA-256 of the unpacked text. */
    String textSha256() throws IOException {
        try (Text text = open()) {
            return digest(text.stream());
        }
    }

    static String digest(InputStream in) throws IOException {
        MessageDigest sha = sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            sha.update(buffer, 0, read);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /**
     * The unpacked text of a source.
     *
     * @param name of the file or entry that the text itself comes from, without folders
     * @param stream the bytes
     */
    record Text(String name, InputStream stream) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    /**
     * Opens the unpacked text.
     *
     * @throws IngestException when there is no such file or entry, or it is packed in a way that is not read here
     * @throws IOException when the file cannot be read
     */
    Text open() throws IOException {
        requireFile();
        if (entry != null) {
            return new Text(lastName(entry), unpack(ZipEntries.open(file, entry)));
        }
        byte[] magic = new byte[MAGIC_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            in.readNBytes(magic, 0, MAGIC_BYTES);
        }
        if (magic[0] == 'P' && magic[1] == 'K' && magic[2] == 3 && magic[3] == 4) {
            String only = ZipEntries.only(file);
            return new Text(lastName(only), unpack(ZipEntries.open(file, only)));
        }
        return new Text(lastName(file.getFileName().toString()), unpack(Files.newInputStream(file)));
    }

    private void requireFile() {
        if (!Files.exists(file)) {
            throw new IngestException("there is no file " + file);
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IngestException(file + " is not a file that can be read");
        }
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private InputStream unpack(InputStream packed) throws IOException {
        byte[] magic = new byte[MAGIC_BYTES];
        int length;
        try {
            length = packed.readNBytes(magic, 0, MAGIC_BYTES);
            String unread = unreadPacking(magic);
            if (unread != null) {
                throw new IngestException(displayName() + " is packed with " + unread
                        + ", which is not read here: unpack it, or pack it with gzip or zip");
            }
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(magic, 0, length), packed);
            boolean isGzip = length > 1 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
            return isGzip ? new GZIPInputStream(whole, BUFFER_BYTES) : whole;
        } catch (IOException | RuntimeException failed) {
            packed.close();
            throw failed;
        }
    }

    private static String unreadPacking(byte[] magic) {
        if (magic[0] == (byte) 0xfd && magic[1] == '7' && magic[2] == 'z' && magic[3] == 'X') {
            return "xz";
        }
        if (magic[0] == 0x28 && magic[1] == (byte) 0xb5 && magic[2] == 0x2f && magic[3] == (byte) 0xfd) {
            return "zstd";
        }
        return magic[0] == 'B' && magic[1] == 'Z' && magic[2] == 'h' ? "bzip2" : null;
    }
}
