package io.reprise.research.jobs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how far a child is from the end of its standard error. Owned by one thread. */
final class ProgressLines {
    private static final int TAIL_BYTES = 2_048;
    private static final int SENTENCE_CHARS_MAX = 500;
    private static final Pattern LINE = Pattern.compile("progress (\\d{1,18}) (\\d{1,18})");

    private final Path file;
    private long done;
    private long total;

    ProgressLines(Path file) {
        this.file = file;
    }

    /** Looks again; whether it has moved. */
    boolean look() {
        Matcher line = LINE.matcher(tail());
        long before = done;
        while (line.find()) {
            done = Long.parseLong(line.group(1));
            total = Long.parseLong(line.group(2));
        }
        return done != before;
    }

    long done() {
        return done;
    }

    long total() {
        return total;
    }

    /** The last line that says something, for an error; empty when there is none. */
    String sentence() {
        String said = "";
        for (String line : tail().split("\n")) {
            if (!line.isBlank() && !LINE.matcher(line).find()) {
                said = line.strip();
            }
        }
        said = said.startsWith("reprise: ") ? said.substring("reprise: ".length()) : said;
        return said.length() <= SENTENCE_CHARS_MAX ? said : said.substring(0, SENTENCE_CHARS_MAX) + "...";
    }

    private String tail() {
        if (!Files.exists(file)) {
            return "";
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - TAIL_BYTES);
            in.seek(from);
            byte[] bytes = new byte[(int) (in.length() - from)];
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }
}
