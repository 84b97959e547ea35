package io.reprise.research.history;

import org.duckdb.DuckDBColumnType;

/**
 * A column of stored history. Whatever its width, a value is a {@code long} in memory; {@link Long#MIN_VALUE} is "none" and
 * lies as NULL in the file.
 *
 * @param name in files and in SQL
 * @param width bytes of a stored value
 * @param sinceVersion version of the kind's layout that brought it; files of an earlier one read as NULL
 */
record HistoryColumn(String name, Width width, int sinceVersion) {
    /** How wide a value is stored. */
    enum Width {
        BYTE("TINYINT", DuckDBColumnType.TINYINT),
        INT("INTEGER", DuckDBColumnType.INTEGER),
        LONG("BIGINT", DuckDBColumnType.BIGINT);

        private final String sql;
        private final DuckDBColumnType type;

        Width(String sql, DuckDBColumnType type) {
            this.sql = sql;
            this.type = type;
        }

        String sql() {
            return sql;
        }

        DuckDBColumnType type() {
            return type;
        }
    }
}
