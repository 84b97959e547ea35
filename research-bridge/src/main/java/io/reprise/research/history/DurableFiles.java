package io.reprise.research.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Files that are there as a whole or not at all, and stay there through a loss of power. Without state. */
public final class DurableFiles {
    /** What a file is called while it is written: no reader looks at such a name. */
    static final String PART = ".part";

    private static final int BUFFER_BYTES = 1 << 16;

    private DurableFiles() {}

    /** Puts a file that was written aside in its place: its bytes are on the disk before its name is. */
    public static void commit(Path aside, Path place) throws IOException {
        sync(aside);
        Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(place.getParent());
    }

    /** Writes a text in a file's place. */
    public static void write(Path file, String text) throws IOException {
        Path aside = aside(file);
        Files.writeString(aside, text, StandardCharsets.UTF_8);
        commit(aside, file);
    }

    /** Where a file is written before it is put in its place. */
    public static Path aside(Path file) {
        return file.resolveSibling("." + file.getFileName() + PART);
    }

    /** Makes a folder and those above it, each known to the disk. */
    public static void folder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            folder(parent);
        }
        Files.createDirectories(folder);
        if (parent != null) {
            sync(parent);
        }
    }

    /** Lower-case hex SHA-256 of a file's bytes. */
    public static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Removes a folder and all in it. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }

    static void sync(Path fileOrFolder) throws IOException {
        StandardOpenOption how = Files.isDirectory(fileOrFolder) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(fileOrFolder, how)) {
            channel.force(true);
        }
    }
}
