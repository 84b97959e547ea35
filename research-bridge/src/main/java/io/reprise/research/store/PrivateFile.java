package io.reprise.research.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes files that only their owner may read, as a whole: a reader sees the file before or the file after, never a part. Where
 * the file system knows no POSIX permissions, the folder's own rights are all there is.
 */
public final class PrivateFile {
    private static final FileAttribute<?> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private PrivateFile() {}

    /** Makes a folder that only its owner may enter; one that is there already stays as it is. */
    public static void folder(Path folder) {
        try {
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder, attributes(parent, OWNER_FOLDER));
            }
        } catch (FileAlreadyExistsException madeMeanwhile) {
            if (!Files.isDirectory(folder)) {
                throw new UncheckedIOException(madeMeanwhile);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Writes a text in place of the file's. */
    public static void write(Path file, String text) {
        Path target = file.toAbsolutePath();
        folder(target.getParent());
        try {
            Path aside = Files.createTempFile(
                    target.getParent(),
                    "." + target.getFileName(),
                    ".part",
                    attributes(target.getParent(), OWNER_FILE));
            try {
                Files.writeString(aside, text, StandardCharsets.UTF_8);
                Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file + ": " + failed.getMessage(), failed);
        }
    }

    private static FileAttribute<?>[] attributes(Path folder, FileAttribute<?> wanted) throws IOException {
        boolean isPosix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        return isPosix ? new FileAttribute<?>[] {wanted} : new FileAttribute<?>[0];
    }
}
