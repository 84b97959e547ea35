package io.reprise.research.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The formats that come with the product, one descriptor file each, and those of the user. */
public final class Formats {
    private static final String FOLDER = "formats/";

    private Formats() {}

    /** All built-in formats, in the order of their index. */
    public static List<Format> builtIn() {
        try (BufferedReader index = open("index.txt")) {
            return index.lines()
                    .map(String::strip)
                    .filter(n -> !n.isEmpty())
                    .map(Formats::load)
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * A built-in format by its name or alias.
     *
     * @throws IngestException when there is none
     */
    public static Format named(String name) {
        return builtIn().stream()
                .filter(format -> format.name().equals(name) || format.aliases().contains(name))
                .findFirst()
                .orElseThrow(() -> new IngestException("format '" + name
                        + "' is not known; 'ingest --formats' lists those that are, --format-file"
                        + " takes one of your own"));
    }

    /**
     * A format of the user's own.
     *
     * @throws IngestException when the file cannot be read or is not understood
     */
    public static Format fromFile(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return FormatFile.read(reader, file.toString());
        } catch (MalformedInputException notText) {
            throw new IngestException("format file " + file + " is not text", notText);
        } catch (IOException failed) {
            throw new IngestException("format file " + file + " cannot be read", failed);
        }
    }

    private static Format load(String name) {
        String file = name + ".properties";
        try (BufferedReader reader = open(file)) {
            return FormatFile.read(reader, file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static BufferedReader open(String file) throws IOException {
        InputStream in = Formats.class.getResourceAsStream(FOLDER + file);
        if (in == null) {
            throw new IOException("no built-in " + file);
        }
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
