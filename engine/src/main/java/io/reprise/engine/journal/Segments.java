package io.reprise.engine.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a stream. Segment n is named like day n of the epoch by Chronicle's daily roll cycle, which never looks at
 * a clock here: its time is the segment number times one day.
 */
public final class Segments {
    static final String SUFFIX = "F.cq4";
    static final long DAY_MS = 86_400_000L;
    /** More files than this in one stream are refused. */
    static final int COUNT_MAX = 1_000_000;

    private Segments() {}

    /** File name of a segment. */
    public static String name(int segment) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.ofEpochDay(segment)) + SUFFIX;
    }

    /** Where a segment of a stream lies. */
    public static Path file(Path streamFolder, int segment) {
        return streamFolder.resolve(name(segment));
    }

    /** The segments in the folder by number; empty when the folder is not there. */
    public static TreeMap<Integer, Path> list(Path streamFolder) {
        TreeMap<Integer, Path> found = new TreeMap<>();
        if (!Files.isDirectory(streamFolder)) {
            return found;
        }
        try (Stream<Path> files = Files.list(streamFolder)) {
            files.forEach(file -> {
                int segment = number(file.getFileName().toString());
                if (segment >= 0 && found.size() < COUNT_MAX) {
                    found.put(segment, file);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            throw new JournalException("cannot list the segments in " + streamFolder + ": " + e.getMessage(), e);
        }
        return found;
    }

    /** The number in a segment's name, or -1 when the name is not a segment's. */
    public static int number(String name) {
        if (name.length() != 8 + SUFFIX.length() || !name.endsWith(SUFFIX)) {
            return -1;
        }
        try {
            long day = LocalDate.parse(name.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE)
                    .toEpochDay();
            return day >= 0 && day <= Integer.MAX_VALUE ? (int) day : -1;
        } catch (DateTimeParseException e) {
            return -1;
        }
    }
}
