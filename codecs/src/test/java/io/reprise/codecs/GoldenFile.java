package io.reprise.codecs;

import io.reprise.codecs.Schema.Field;
import io.reprise.codecs.Schema.Template;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/**
 * The committed frames of one schema version: for each template its name, every field as text, and the bytes. The file is
 * never regenerated. {@link #main} only appends templates that are new in it.
 */
final class GoldenFile {
    private static final String BYTES = "bytes";
    private static final int BYTES_PER_LINE = 32;

    private GoldenFile() {}

    /** One committed frame. */
    record Frame(String template, Map<String, String> values, byte[] bytes) {}

    /** The frames of a schema version by template name, in file order. */
    static Map<String, Frame> read(int version) throws IOException {
        try (InputStream in = GoldenFile.class.getResourceAsStream("/golden/v" + version + ".txt")) {
            return in == null
                    ? Map.of()
                    : parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)));
        }
    }

    private static Map<String, Frame> parse(BufferedReader reader) throws IOException {
        Map<String, Frame> frames = new LinkedHashMap<>();
        String template = null;
        Map<String, String> values = new TreeMap<>();
        StringBuilder bytes = new StringBuilder();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("    ")) {
                bytes.append(line.strip());
            } else if (line.startsWith("  ") && !line.strip().equals(BYTES)) {
                int equals = line.indexOf(" =");
                values.put(line.substring(2, equals), line.substring(equals + 2).strip());
            } else if (line.isEmpty() && template != null) {
                frames.put(template, new Frame(template, values, HexFormat.of().parseHex(bytes)));
                values = new TreeMap<>();
                bytes.setLength(0);
                template = null;
            } else if (!line.isEmpty() && line.charAt(0) != '#' && !line.startsWith(" ")) {
                template = line.strip();
            }
        }
        return frames;
    }

    /** Appends the templates that the file of a version lacks; arguments: the file, the version. */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        Path file = Path.of(args[0]);
        int version = Integer.parseInt(args[1]);
        Map<String, Frame> known =
                Files.exists(file) ? parse(Files.newBufferedReader(file, StandardCharsets.US_ASCII)) : Map.of();
        StringBuilder text = new StringBuilder(Files.exists(file) ? Files.readString(file) : """
                        # One frame of each template that version %d of the schema has: fields as text, then header and body as hex.
                        # Committed once, never regenerated: what a journal holds today is read for ever.

                        """.formatted(version));
        for (Template template : Schema.templates(version)) {
            if (!known.containsKey(template.name())) {
                append(text, template);
            }
        }
        Files.writeString(file, text);
    }

    private static void append(StringBuilder text, Template template) throws ReflectiveOperationException {
        Map<String, String> values = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(template.id());
        for (Field field : template.fields()) {
            values.put(field.name(), sample(field.token(), random));
        }
        text.append(template.name()).append('\n');
        values.forEach((name, value) ->
                text.append("  ").append(name).append(" = ").append(value).append('\n'));
        text.append("  ").append(BYTES).append('\n');
        byte[] bytes = Frames.encode(template, values);
        for (int i = 0; i < bytes.length; i += BYTES_PER_LINE) {
            text.append("    ")
                    .append(HexFormat.of().formatHex(bytes, i, Math.min(bytes.length, i + BYTES_PER_LINE)))
                    .append('\n');
        }
        text.append('\n');
    }

    private static String sample(Token token, SplittableRandom random) {
        if (token.signal() == Signal.BEGIN_SET) {
            return token.name().equals("Flags")
                    ? new String[] {"first", "last", "first,last", "last,correction"}[random.nextInt(4)]
                    : "postOnly,reduceOnly";
        }
        if (token.signal() == Signal.BEGIN_ENUM) {
            Object[] constants = enumConstants(token.name());
            return constants[random.nextInt(constants.length - 1)].toString();
        }
        if (token.encoding().primitiveType() == PrimitiveType.CHAR) {
            int letters = 1 + random.nextInt(token.arrayLength());
            StringBuilder name = new StringBuilder();
            for (int i = 0; i < letters; i++) {
                name.append((char) ('A' + random.nextInt(26)));
            }
            return name.toString();
        }
        if (token.arrayLength() > 1) {
            byte[] bytes = new byte[token.arrayLength()];
            random.nextBytes(bytes);
            return HexFormat.of().formatHex(bytes);
        }
        return number(token.encoding().primitiveType(), random);
    }

    private static String number(PrimitiveType type, SplittableRandom random) {
        return switch (type) {
            case UINT8 -> Integer.toString(random.nextInt(0xFF));
            case UINT16 -> Integer.toString(random.nextInt(0xFFFF));
            case INT8 -> Integer.toString(random.nextInt(-0x7F, 0x80));
            case INT32 -> Integer.toString(random.nextInt());
            case INT64 -> Long.toString(random.nextLong());
            case DOUBLE -> Double.toString(random.nextDouble(-1e6, 1e6));
            default -> throw new AssertionError("no sample for " + type);
        };
    }

    private static Object[] enumConstants(String name) {
        try {
            return Class.forName("io.reprise.codecs." + name).getEnumConstants();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
