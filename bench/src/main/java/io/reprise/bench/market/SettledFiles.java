package io.reprise.bench.market;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the files of a folder anew in large pieces. A file that was written through a mapping lies in Linux's page cache in
 * single pages of 4 KiB, and mapping those again costs a reader about 5 ns for each 64 bytes; one that was written by large
 * writes lies there in large folios, at a tenth of that cost (ext4, Linux 6.18). A journal is written once and read often, so
 * the benches start from the latter.
 */
final class SettledFiles {
    private static final int PIECE_BYTES = 8 << 20;

    private SettledFiles() {}

    static void settle(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(Files::isRegularFile).toList();
        }
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
        for (Path file : files) {
            Path copy = file.resolveSibling(file.getFileName() + ".settled");
            copy(file, copy, piece);
            Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void copy(Path from, Path to, ByteBuffer piece) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (in.read(piece.clear()) >= 0) {
                piece.flip();
                while (piece.hasRemaining()) {
                    out.write(piece);
                }
            }
        }
    }
}
