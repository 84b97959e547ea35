package io.reprise.engine.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.RunTextEncoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TextKind;
import io.reprise.codecs.TradeEncoder;
import io.reprise.codecs.schema.FieldKind;
import io.reprise.codecs.schema.FrameField;
import io.reprise.codecs.schema.FrameSchema;
import io.reprise.codecs.schema.FrameTemplate;
import io.reprise.engine.fixed.Decimals;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FramePrinterTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("reprise.home", ".."), "codecs/src/test/resources/golden");
    private static final int AT = 8;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);

    private record Golden(Map<String, String> values, byte[] bytes) {}

    private static Map<String, Golden> golden(int version) throws IOException {
        Map<String, Golden> frames = new LinkedHashMap<>();
        for (String block :
                Files.readString(GOLDEN.resolve("v" + version + ".txt")).split("\n\n")) {
            Map<String, String> values = new LinkedHashMap<>();
            StringBuilder hex = new StringBuilder();
            List<String> lines = block.lines().toList();
            for (String line : lines) {
                if (line.startsWith("    ")) {
                    hex.append(line.strip());
                } else if (line.contains(" =")) {
                    int at = line.indexOf(" =");
                    values.put(
                            line.substring(0, at).strip(),
                            line.substring(at + 2).strip());
                }
            }
            if (!hex.isEmpty()) {
                frames.put(lines.getFirst(), new Golden(values, HexFormat.of().parseHex(hex)));
            }
        }
        return frames;
    }

    @Test
    void givesEveryFieldOfEveryGoldenFrame() throws IOException {
        for (int version = 1; version <= FrameSchema.current().version(); version++) {
            givesEveryField(version, golden(version));
        }
    }

    private void givesEveryField(int version, Map<String, Golden> golden) {
        for (FrameTemplate template : FrameSchema.current().templates()) {
            Golden frame = golden.get(template.name());
            if (frame == null) {
                continue;
            }
            buffer.putBytes(AT, frame.bytes());
            Map<String, String> cells = new LinkedHashMap<>();
            FrameCells.cells(template, buffer, AT, FrameNames.NONE)
                    .forEach(cell -> cells.put(cell.name(), cell.text()));
            assertEquals(FrameCells.columns(template, FrameNames.NONE), List.copyOf(cells.keySet()));
            for (FrameField field : template.fields()) {
                if (field.kind() != FieldKind.TEXT && field.since() <= version) {
                    String name = template.name() + "." + field.name();
                    assertEquals(frame.values().get(field.name()), raw(field, cells.get(field.name())), name);
                }
            }
        }
    }

    /** The text of a field turned back into what the golden file has. */
    private static String raw(FrameField field, String text) {
        return switch (field.kind()) {
            case FIXED -> Long.toString(Decimals.parse(text));
            case RATE -> new BigDecimal(text).unscaledValue().toString();
            case SET -> text.replace('|', ',');
            default -> text;
        };
    }

    @Test
    void printsEveryGoldenFrameAsAnObjectThatParses() throws IOException {
        List<Map.Entry<String, Golden>> frames = new ArrayList<>(golden(1).entrySet());
        frames.addAll(golden(2).entrySet());
        for (Map.Entry<String, Golden> frame : frames) {
            buffer.putBytes(AT, frame.getValue().bytes());
            List<String> names = new ArrayList<>();
            try (JsonParser json = new JsonFactory().createParser(FramePrinter.json(buffer, AT))) {
                while (json.nextToken() != null) {
                    if (json.currentName() != null && !names.contains(json.currentName())) {
                        names.add(json.currentName());
                    }
                }
            }
            assertTrue(names.containsAll(frame.getValue().values().keySet()), frame.getKey() + " has " + names);
            StringBuilder line = new StringBuilder();
            FramePrinter.appendFields(line, buffer, AT, FrameNames.NONE);
            assertTrue(line.chars().noneMatch(Character::isISOControl), frame.getKey());
        }
    }

    private TradeEncoder trade() {
        TradeEncoder trade = new TradeEncoder()
                .wrapAndApplyHeader(buffer, AT, new MessageHeaderEncoder())
                .seq(7)
                .tsEventNs(1_385_337_600_000_000_000L)
                .tsInitNs(1_385_337_600_000_000_000L)
                .instrumentId(-1)
                .sourceId(0);
        trade.flags().clear();
        return trade.side(Side.BUY).px(12_345_678_900L).qty(50_000_000L).tradeId(Long.MIN_VALUE);
    }

    @Test
    void printsExactDecimalsAndTimesBothWays() {
        trade();
        assertEquals(
                "{\"type\":\"Trade\",\"seq\":7,\"tsEvent\":\"2013-11-25T00:00:00Z\",\"tsEventNs\":1385337600000000000,"
                        + "\"tsInit\":\"2013-11-25T00:00:00Z\",\"tsInitNs\":1385337600000000000,\"instrumentId\":null,"
                        + "\"sourceId\":0,\"flags\":\"\",\"side\":\"BUY\",\"px\":123.45678900,\"qty\":0.50000000,"
                        + "\"tradeId\":null}",
                FramePrinter.json(buffer, AT));
    }

    @Test
    void leavesOutOfALineWhatSaysNothing() {
        trade();
        StringBuilder line = new StringBuilder();
        FramePrinter.appendFields(line, buffer, AT, FrameNames.NONE);
        assertEquals("side=BUY px=123.456789 qty=0.5", line.toString());
        trade().tsEventNs(1_385_337_599_000_000_001L).flags().first(true).last(true);
        line.setLength(0);
        FramePrinter.appendFields(line, buffer, AT, FrameNames.NONE);
        assertEquals(
                "tsEvent=2013-11-24T23:59:59.000000001Z flags=first|last side=BUY px=123.456789 qty=0.5",
                line.toString());
    }

    @Test
    void letsNoControlCharacterThrough() {
        byte[] text = "a=1\n\u001b[31mred \u00e9".getBytes(StandardCharsets.UTF_8);
        RunTextEncoder encoder = new RunTextEncoder().wrapAndApplyHeader(buffer, AT, new MessageHeaderEncoder());
        encoder.textKind(TextKind.NOTE).index(0).length(text.length - 1).putText(text, 0, text.length);
        StringBuilder line = new StringBuilder();
        FramePrinter.appendFields(line, buffer, AT, FrameNames.NONE);
        assertTrue(line.toString().endsWith("text=\"a=1\\n\\u001b[31mred \\\\xc3\""), line.toString());
    }

    @Test
    void showsWhatItDoesNotKnow() {
        trade();
        buffer.putShort(AT + 2, (short) 99);
        String json = FramePrinter.json(buffer, AT);
        assertTrue(json.startsWith("{\"type\":\"Template99\",\"seq\":7,"), json);
        assertTrue(json.contains("\"body\":\"07000000"), json);
        buffer.putShort(AT + 2, (short) TradeEncoder.TEMPLATE_ID);
        assertFalse(FramePrinter.json(buffer, AT).contains("version"));
        buffer.putShort(AT + 6, (short) 2);
        buffer.putShort(AT, (short) 64);
        buffer.putLong(AT + 64, 5);
        json = FramePrinter.json(buffer, AT);
        assertTrue(json.endsWith(",\"version\":2,\"behind\":\"0500000000000000\"}"), json);
    }
}
