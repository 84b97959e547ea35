package io.reprise.research.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** Writes a text file aside and renames it, so that a reader sees the old file or the new one, never half of either. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Writes a file, making its folder if there is none.
     *
     * @throws IOException whose message is one sentence for the user
     */
    public static void write(Path file, CharSequence text) throws IOException {
        Path target = file.toAbsolutePath();
        Path aside = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            Files.createDirectories(target.getParent());
            Files.writeString(aside, text, StandardCharsets.UTF_8);
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard(aside);
            throw new IOException("The file '" + file + "' cannot be written: " + reason(e) + ".", e);
        }
    }

    /** Why a write failed, in a few words. */
    public static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission is denied";
            case FileAlreadyExistsException taken -> "'" + taken.getFile() + "' is not a folder";
            case NotDirectoryException taken -> "'" + taken.getFile() + "' is not a folder";
            case FileSystemException other
            when other.getReason() != null -> other.getReason().toLowerCase(Locale.ROOT);
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    private static void discard(Path aside) {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException _) {
            // The first failure is the one to tell; a left-over part file is overwritten next time.
        }
    }
}
