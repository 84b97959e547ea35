package io.reprise.research.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Arrays or objects in an array, at the top or under a key of the top object. Numbers stay text. A row is the n-th
 * element; what breaks the document ends the reading with an error, for nothing after it can be trusted. Owned by the
 * thread that reads.
 */
final class JsonRows implements RowReader {
    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(64)
            .maxStringLength(Cells.ROW_BYTES_MAX)
            .maxNumberLength(1_000)
            .maxNameLength(1_000)
            .build();
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(BOUNDS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final JsonParser parser;
    private final String source;
    private final boolean rowsAreObjects;
    private final String[] names;
    private final int[] columnOfName;
    private final int[] columnOfPosition;
    private final List<Column> required;
    private final byte[] row = new byte[Cells.ROW_BYTES_MAX];
    private int length;
    private boolean isFull;
    private boolean isAtEnd;
    private long element;

    /**
     * @param in the text, closed with this
     * @param format how it is laid out
     * @param source named in messages
     * @throws IngestException when there is no array of rows
     */
    JsonRows(InputStream in, Format format, String source) throws IOException {
        this.source = source;
        rowsAreObjects = format.layout().text() == Format.Text.JSON_OBJECTS;
        required = Format.required(format.kind(), format.values());
        List<String> allNames = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        int positions = 0;
        for (Column column : Column.values()) {
            Format.ColumnPlace place = format.layout().columns().get(column);
            if (place != null) {
                positions = Math.max(positions, place.position());
                place.names().forEach(name -> {
                    allNames.add(name);
                    columns.add(column.ordinal());
                });
            }
        }
        names = allNames.toArray(String[]::new);
        columnOfName = columns.stream().mapToInt(Integer::intValue).toArray();
        columnOfPosition = new int[positions];
        Arrays.fill(columnOfPosition, -1);
        format.layout().columns().forEach((column, place) -> {
            if (place.position() > 0) {
                columnOfPosition[place.position() - 1] = column.ordinal();
            }
        });
        parser = FACTORY.createParser(in);
        try {
            findRows(format.layout().jsonPath());
        } catch (JsonProcessingException broken) {
            throw broken(broken);
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private void findRows(String path) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            isAtEnd = true;
            return;
        }
        if (token == JsonToken.START_ARRAY) {
            return;
        }
        if (token == JsonToken.START_OBJECT && !path.isEmpty()) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isPath = parser.currentName().equals(path);
                JsonToken value = parser.nextToken();
                if (isPath && value == JsonToken.START_ARRAY) {
                    return;
                }
                parser.skipChildren();
            }
        }
        throw new IngestException(source + " has no array of rows "
                + (path.isEmpty() ? "at its top" : "at its top or under the key '" + path + "'"));
    }

    @Override
    public boolean next(Cells cells) throws IOException {
        try {
            return !isAtEnd && nextElement(cells);
        } catch (JsonProcessingException broken) {
            throw broken(broken);
        }
    }

    private boolean nextElement(Cells cells) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_ARRAY || token == null) {
            isAtEnd = true;
            while (token != null) {
                token = parser.nextToken();
            }
            return false;
        }
        element++;
        length = 0;
        isFull = false;
        cells.clear(row, element);
        JsonToken wanted = rowsAreObjects ? JsonToken.START_OBJECT : JsonToken.START_ARRAY;
        if (token == wanted) {
            readRow(cells);
        } else {
            if (token.isScalarValue()) {
                append();
            } else {
                parser.skipChildren();
            }
            cells.fault = rowsAreObjects ? "row is not a JSON object" : "row is not a JSON array";
        }
        cells.rowTo = length;
        return true;
    }

    private void readRow(Cells cells) throws IOException {
        append(rowsAreObjects ? '{' : '[');
        JsonToken end = rowsAreObjects ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
        int position = 0;
        for (JsonToken token = parser.nextToken(); token != end && token != null; token = parser.nextToken()) {
            if (position > 0) {
                append(',');
            }
            int column = -1;
            if (rowsAreObjects) {
                column = columnOf(parser.currentName());
                append();
                append(':');
                token = parser.nextToken();
            } else if (position < columnOfPosition.length) {
                column = columnOfPosition[position];
            }
            position++;
            int start = length;
            if (token.isScalarValue()) {
                append();
            } else {
                parser.skipChildren();
                append('?');
            }
            if (column >= 0) {
                cells.from[column] = start;
                cells.to[column] = length;
            }
        }
        append(rowsAreObjects ? '}' : ']');
        check(cells);
    }

    private void check(Cells cells) {
        if (isFull) {
            cells.fault = Cells.ROW_TOO_LONG;
            return;
        }
        for (Column column : required) {
            if (!cells.has(column)) {
                cells.fault = "row has no " + column.word();
                return;
            }
        }
    }

    private int columnOf(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equalsIgnoreCase(name)) {
                return columnOfName[i];
            }
        }
        return -1;
    }

    /** Adds the current token's text; a character that is not ASCII as a question mark. */
    private void append() throws IOException {
        char[] text = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int count = parser.getTextLength();
        if (count > row.length - length) {
            isFull = true;
            return;
        }
        for (int i = 0; i < count; i++) {
            char c = text[from + i];
            row[length++] = (byte) (c < 128 ? c : '?');
        }
    }

    private void append(char c) {
        if (length == row.length) {
            isFull = true;
            return;
        }
        row[length++] = (byte) c;
    }

    private IngestException broken(JsonProcessingException broken) {
        String where = broken.getLocation() == null
                ? ""
                : " at line " + broken.getLocation().getLineNr() + ", column "
                        + broken.getLocation().getColumnNr();
        return new IngestException(
                source + " is not JSON" + where + ", after " + element + " rows: " + reason(broken), broken);
    }

    /** What the parser says, without its notes about where it reads from. */
    static String reason(JsonProcessingException broken) {
        String what = broken.getOriginalMessage().lines().findFirst().orElse("broken");
        return what.replaceAll(" *\\(?(start marker )?at \\[Source.*|: was expecting .*", "");
    }
}
