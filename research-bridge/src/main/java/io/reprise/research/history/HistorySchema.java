package io.reprise.research.history;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The layout of one kind of history. A version only adds columns behind those of the version before.
 *
 * @param version of the layout, from 1
 * @param columns {@code ts_event} and {@code ts_init} first, epoch ns
 */
record HistorySchema(int version, List<HistoryColumn> columns) {
    static final int TS_EVENT = 0;
    static final int TS_INIT = 1;

    HistorySchema {
        columns = List.copyOf(columns);
    }

    /** The columns as a SELECT list over files that were written in a version; what those lack is NULL. */
    String selectFrom(int fileVersion) {
        return columns.stream()
                .map(column -> column.sinceVersion() <= fileVersion
                        ? column.name()
                        : "CAST(NULL AS " + column.width().sql() + ") AS " + column.name())
                .collect(Collectors.joining(", "));
    }
}
