package io.reprise.research.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lines that hold a JSON message each, as feeds are recorded: words of the recorder's own, such as when it came, then
 * the message. A message has one row or an array of them; one that lacks what the format asks for is of another kind
 * and is passed over, as is a line without a message. Owned by the thread that reads.
 */
final class JsonLineRows implements RowReader {
    /** A longer line is rejected: a snapshot of a deep book has about a megabyte. */
    static final int LINE_BYTES_MAX = 16 << 20;

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final JsonFactory FACTORY = JsonRows.FACTORY;

    /** Words that a value must be one of. */
    private record Condition(JsonPath path, List<String> allowed) {}

    private final InputStream in;
    private final Format format;
    private final List<Condition> ofWords = new ArrayList<>();
    private final List<Condition> ofMessage = new ArrayList<>();
    private final Map<Column, List<JsonPath>> paths = new EnumMap<>(Column.class);
    private final List<Column> required;
    private final JsonPath rowsPath;
    private byte[] line = new byte[CHUNK_BYTES];
    private int length;
    private boolean isTooLong;
    private long lineNo;
    private long otherRows;
    private List<String> words = List.of();
    private Object message;
    private List<?> rows = List.of();
    private int nextRow;

    /**
     * @param in the text, closed with this
     * @param format how it is laid out
     */
    JsonLineRows(InputStream in, Format format) {
        this.in = new BufferedInputStream(in, CHUNK_BYTES);
        this.format = format;
        format.layout().where().forEach((path, allowed) -> {
            Condition condition = new Condition(JsonPath.ofMessage(path), allowed);
            boolean isOfWords = condition.path().origin() == JsonPath.Origin.WORDS;
            (isOfWords ? ofWords : ofMessage).add(condition);
        });
        format.layout().columns().forEach((column, place) -> paths.put(column, pathsOf(place)));
        required = Format.required(format.kind(), format.values());
        rowsPath = JsonPath.ofMessage(format.layout().jsonPath());
    }

    private static List<JsonPath> pathsOf(Format.ColumnPlace place) {
        Stream<String> position = place.position() > 0 ? Stream.of(Integer.toString(place.position())) : Stream.empty();
        return Stream.concat(position, place.names().stream())
                .map(JsonPath::ofRow)
                .toList();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    @Override
    public long otherRows() {
        return otherRows;
    }

    @Override
    public boolean next(Cells cells) throws IOException {
        while (nextRow == rows.size()) {
            if (!readLine()) {
                return false;
            }
            String fault = readMessage();
            if (fault != null) {
                rows = List.of();
                nextRow = 0;
                start(cells);
                cells.fault = fault;
                return true;
            }
        }
        start(cells);
        fill(cells, rows.get(nextRow++));
        return true;
    }

    /** The line's text is the row's, cut where it is long; cells are put behind it. */
    private void start(Cells cells) {
        cells.clear(line, lineNo);
        cells.rowTo = Math.min(length, Cells.ROW_BYTES_MAX);
    }

    private void fill(Cells cells, Object row) {
        int at = length;
        for (Map.Entry<Column, List<JsonPath>> entry : paths.entrySet()) {
            String text = textAt(entry.getValue(), row);
            if (text != null) {
                byte[] cell = text.getBytes(StandardCharsets.UTF_8);
                makeRoom(at + cell.length);
                System.arraycopy(cell, 0, line, at, cell.length);
                cells.set(entry.getKey(), at, at + cell.length);
                at += cell.length;
            }
        }
        cells.bytes = line;
        for (Column column : required) {
            if (!cells.has(column)) {
                cells.fault = "row has no " + column.word();
                return;
            }
        }
    }

    /** The scalar that stands at the first path where there is one. */
    private String textAt(List<JsonPath> candidates, Object row) {
        for (JsonPath path : candidates) {
            Object from = switch (path.origin()) {
                case WORDS -> words;
                case MESSAGE -> message;
                case ROW -> row;
            };
            if (path.in(from) instanceof String text) {
                return text;
            }
        }
        return null;
    }

    /** Finds the rows of the line; null, or why it cannot be read. */
    private String readMessage() {
        rows = List.of();
        nextRow = 0;
        if (isTooLong) {
            return "line is longer than " + LINE_BYTES_MAX + " bytes";
        }
        int from = 0;
        while (from < length && line[from] != '{' && line[from] != '[') {
            from++;
        }
        words = from == 0 ? List.of() : wordsBefore(from);
        if (from == length) {
            otherRows += words.isEmpty() ? 0 : 1;
            return null;
        }
        if (!holds(ofWords, words)) {
            otherRows++;
            return null;
        }
        try {
            message = JsonTree.read(FACTORY, line, from, length);
        } catch (JsonProcessingException broken) {
            return "message is not JSON: " + JsonRows.reason(broken);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (!holds(ofMessage, message)) {
            otherRows++;
            return null;
        }
        return findRows(rowsPath.in(message));
    }

    private String findRows(Object found) {
        if (!(found instanceof Map || found instanceof List)) {
            return "message has no rows at '" + format.layout().jsonPath() + "'";
        }
        boolean isArrayOfRows = found instanceof List<?> list
                && !list.isEmpty()
                && list.stream().allMatch(element -> element instanceof Map || element instanceof List);
        rows = isArrayOfRows ? (List<?>) found : List.of(found);
        if (found instanceof List<?> list && list.isEmpty()) {
            rows = List.of();
            otherRows++;
        }
        return null;
    }

    private static boolean holds(List<Condition> conditions, Object value) {
        for (Condition condition : conditions) {
            if (!(condition.path().in(value) instanceof String text)
                    || !condition.allowed().contains(text)) {
                return false;
            }
        }
        return true;
    }

    private List<String> wordsBefore(int to) {
        String text = new String(line, 0, Math.min(to, Cells.ROW_BYTES_MAX), StandardCharsets.UTF_8);
        return Stream.of(text.split("[\\s,;]+"))
                .map(word -> word.endsWith(":") ? word.substring(0, word.length() - 1) : word)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Takes the next line, of one that is too long only the start. */
    private boolean readLine() throws IOException {
        length = 0;
        isTooLong = false;
        int next = in.read();
        if (next < 0) {
            return false;
        }
        lineNo++;
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (length == LINE_BYTES_MAX) {
                isTooLong = true;
            } else {
                makeRoom(length + 1);
                line[length++] = (byte) next;
            }
        }
        return true;
    }

    private void makeRoom(int bytes) {
        if (bytes > line.length) {
            line = Arrays.copyOf(line, Math.max(bytes, 2 * line.length));
        }
    }
}
