package io.reprise.research.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Lines of cells: CSV with any one-byte separator. A cell may be in double quotes; a quoted cell may hold the separator
 * but no line end. Empty lines at the end are not rows. Owned by the thread that reads.
 */
final class DelimitedRows implements RowReader {
    private static final int BUFFER_BYTES = 4 * Cells.ROW_BYTES_MAX;
    private static final int LONG_LINE_SHOWN = 256;
    private static final int CELLS_MAX = 256;
    private static final String SEPARATORS = ",;\t|";

    private final InputStream in;
    private final String source;
    private final Format format;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final int[] cellFrom = new int[CELLS_MAX];
    private final int[] cellTo = new int[CELLS_MAX];
    /** Ordinal of the column that the n-th cell is, or -1. */
    private int[] columnOfCell = {};

    private int[] cellOfColumn = new int[Column.SIZE];
    private byte separator;
    private int next;
    private int limit;
    private boolean atEnd;
    private long line;
    private int lineFrom;
    private int lineTo;
    private boolean lineTooLong;
    private boolean hasHeldLine;
    private long emptyLines;
    private boolean missesVolume;

    /**
     * @param in the text, closed with this
     * @param format how it is laid out
     * @param source named in messages
     * @throws IngestException when the header lacks a column that is needed
     */
    DelimitedRows(InputStream in, Format format, String source) throws IOException {
        this.in = in;
        this.format = format;
        this.source = source;
        skipMark();
        for (int i = 0; i < format.layout().skipLines(); i++) {
            readLine();
        }
        hasHeldLine = holdLine();
        separator = (byte) format.layout().separator();
        if (hasHeldLine) {
            readFirstLine();
        }
    }

    /** The source has no volume cells, though its format would. */
    boolean missesVolume() {
        return missesVolume;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    @Override
    public boolean next(Cells cells) throws IOException {
        if (!hasHeldLine && !holdLine()) {
            return false;
        }
        if (emptyLines > 0) {
            cells.clear(buffer, line - emptyLines);
            cells.fault = Cells.ROW_EMPTY;
            emptyLines--;
            return true;
        }
        hasHeldLine = false;
        cells.clear(buffer, line);
        cells.rowFrom = lineFrom;
        cells.rowTo = lineTooLong ? lineFrom + LONG_LINE_SHOWN : lineTo;
        if (lineTooLong) {
            cells.fault = Cells.ROW_TOO_LONG;
        } else {
            fill(cells, split());
        }
        return true;
    }

    /** Reads on to the next line that is not empty, counting those between; false when there is none. */
    private boolean holdLine() throws IOException {
        while (readLine()) {
            if (!isBlank()) {
                hasHeldLine = true;
                return true;
            }
            emptyLines++;
        }
        emptyLines = 0;
        return false;
    }

    private boolean isBlank() {
        for (int i = lineFrom; i < lineTo; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private void fill(Cells cells, int count) {
        int known = Math.min(count, columnOfCell.length);
        for (int i = 0; i < known; i++) {
            int column = columnOfCell[i];
            if (column >= 0) {
                cells.from[column] = cellFrom[i];
                cells.to[column] = cellTo[i];
            }
        }
        if (count < columnOfCell.length) {
            for (Column column : Format.required(format.kind(), format.values())) {
                if (!cells.has(column) && !(column == Column.VOLUME && missesVolume)) {
                    cells.fault = "row has " + count + (count == 1 ? " cell, " : " cells, ") + column.word()
                            + " is cell " + (cellOfColumn[column.ordinal()] + 1);
                    return;
                }
            }
        }
    }

    /**
     * Cuts the line into cells, without blanks and quotes around them; cells past the last known are not looked for.
     */
    private int split() {
        int count = 0;
        int at = lineFrom;
        int cells = columnOfCell.length;
        while (count < cells) {
            int start = at;
            while (start < lineTo && (buffer[start] == ' ' || buffer[start] == '\t' && separator != '\t')) {
                start++;
            }
            boolean isQuoted = start < lineTo && buffer[start] == '"';
            at = isQuoted ? closingQuote(start + 1) : at;
            while (at < lineTo && buffer[at] != separator) {
                at++;
            }
            int end = at;
            while (end > start && (buffer[end - 1] == ' ' || buffer[end - 1] == '\t')) {
                end--;
            }
            if (isQuoted && end > start + 1 && buffer[end - 1] == '"') {
                start++;
                end--;
            }
            cellFrom[count] = Math.min(start, end);
            cellTo[count++] = end;
            if (at >= lineTo) {
                break;
            }
            at++;
        }
        return count;
    }

    private int closingQuote(int from) {
        int at = from;
        while (at < lineTo && buffer[at] != '"') {
            at++;
        }
        return at;
    }

    /** Finds the next line in the buffer, reading more as needed; of a line that is too long only the start is kept. */
    private boolean readLine() throws IOException {
        lineTooLong = false;
        int from = next;
        int at = from;
        while (true) {
            while (at < limit && buffer[at] != '\n') {
                at++;
            }
            if (at < limit || atEnd) {
                break;
            }
            if (at - from > Cells.ROW_BYTES_MAX) {
                lineTooLong = true;
                limit = from + LONG_LINE_SHOWN;
                at = limit;
            }
            int moved = from;
            System.arraycopy(buffer, from, buffer, 0, limit - from);
            limit -= moved;
            at -= moved;
            from = 0;
            readMore();
        }
        if (at == from && atEnd && at == limit) {
            return false;
        }
        line++;
        next = Math.min(at + 1, limit);
        lineFrom = from;
        lineTo = at > from && buffer[at - 1] == '\r' ? at - 1 : at;
        lineTooLong |= lineTo - lineFrom > Cells.ROW_BYTES_MAX;
        return true;
    }

    private void readMore() throws IOException {
        int read = in.read(buffer, limit, buffer.length - limit);
        atEnd = read < 0;
        limit += Math.max(read, 0);
    }

    /** Passes over the mark that some programs write before UTF-8. */
    private void skipMark() throws IOException {
        while (limit < 3 && !atEnd) {
            readMore();
        }
        if (limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            next = 3;
        }
    }

    private void readFirstLine() {
        if (separator == 0) {
            separator = findSeparator();
        }
        columnOfCell = new int[CELLS_MAX];
        int count = lineTooLong ? 0 : split();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(cellName(i));
        }
        boolean isHeader = format.layout().header() == Format.Header.YES
                || format.layout().header() == Format.Header.AUTO
                        && names.stream().anyMatch(this::isKnown);
        columnOfCell = isHeader ? columnsByName(names) : columnsByPosition();
        if (isHeader) {
            emptyLines = 0;
            hasHeldLine = false;
        }
    }

    private byte findSeparator() {
        char best = ',';
        int most = 0;
        for (char candidate : SEPARATORS.toCharArray()) {
            int count = 0;
            for (int i = lineFrom; i < lineTo; i++) {
                count += buffer[i] == candidate ? 1 : 0;
            }
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return (byte) best;
    }

    private String cellName(int cell) {
        int length = Math.min(cellTo[cell] - cellFrom[cell], LONG_LINE_SHOWN);
        return new String(buffer, cellFrom[cell], length, StandardCharsets.UTF_8)
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("^<(.*)>$", "$1");
    }

    private boolean isKnown(String name) {
        return format.layout().columns().values().stream()
                .anyMatch(place -> place.names().contains(name));
    }

    private int[] columnsByName(List<String> names) {
        int[] cells = emptyCells(names.size());
        for (Column column : Column.values()) {
            Format.ColumnPlace place = format.layout().columns().get(column);
            int cell = place == null ? -1 : cellNamed(place, names);
            if (cell >= 0) {
                cells[cell] = column.ordinal();
                cellOfColumn[column.ordinal()] = cell;
            } else if (place != null && column == Column.VOLUME) {
                missesVolume = format.values().hasVolume();
            } else if (place != null && !column.isOptional()) {
                throw new IngestException("the header of " + source + " names no column for " + column.word()
                        + " (known names: " + String.join(", ", place.names()) + ")");
            }
        }
        return shortened(cells);
    }

    /** The cell with the name that stands first in the format's list; by position where the format has no names. */
    private static int cellNamed(Format.ColumnPlace place, List<String> names) {
        for (String name : place.names()) {
            int cell = names.indexOf(name);
            if (cell >= 0) {
                return cell;
            }
        }
        return place.names().isEmpty() && place.position() <= names.size() ? place.position() - 1 : -1;
    }

    private int[] columnsByPosition() {
        int[] cells = emptyCells(CELLS_MAX);
        for (Column column : Column.values()) {
            Format.ColumnPlace place = format.layout().columns().get(column);
            if (place != null && place.position() > 0) {
                cells[place.position() - 1] = column.ordinal();
                cellOfColumn[column.ordinal()] = place.position() - 1;
            } else if (place != null && !column.isOptional()) {
                throw new IngestException(source + " has no header line, and format " + format.name() + " knows "
                        + column.word() + " by its name only");
            }
        }
        return shortened(cells);
    }

    private static int[] emptyCells(int count) {
        int[] cells = new int[count];
        Arrays.fill(cells, -1);
        return cells;
    }

    private static int[] shortened(int[] cells) {
        int length = cells.length;
        while (length > 0 && cells[length - 1] < 0) {
            length--;
        }
        return Arrays.copyOf(cells, length);
    }
}
