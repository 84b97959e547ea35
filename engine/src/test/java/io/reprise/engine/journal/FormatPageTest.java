package io.reprise.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/journal-format.md} has the document header's fields where the code has them. */
final class FormatPageTest {
    private static final Path PAGE = Path.of(System.getProperty("reprise.home", ".."), "docs", "journal-format.md");
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| `(\\w+)` \\| .*");
    private static final String OFFSET = "_OFFSET";

    @Test
    void givesTheHeadersFieldsAtTheirOffsets() throws IOException, IllegalAccessException {
        Map<Integer, String> page = new TreeMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                page.put(Integer.valueOf(row.group(1)), row.group(2));
            }
        }
        Map<Integer, String> code = new TreeMap<>();
        for (Field field : DocumentHeader.class.getFields()) {
            if (field.getName().endsWith(OFFSET)) {
                code.put(field.getInt(null), camelCase(field.getName().replace(OFFSET, "")));
            }
        }
        assertEquals(code, page);
    }

    private static String camelCase(String constant) {
        return Pattern.compile("_(.)")
                .matcher(constant.toLowerCase(Locale.ROOT))
                .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    @Test
    void namesTheBounds() throws IOException {
        String page = Files.readString(PAGE);
        assertTrue(page.contains("| bytes | " + DocumentHeader.LENGTH + " |"));
        assertTrue(page.contains("at most " + (DocumentHeader.FRAMES_LENGTH_MAX >> 20) + " MiB"));
    }
}
