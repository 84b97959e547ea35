package io.reprise.research.history;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * A DuckDB of its own, in memory, that fetches nothing, spills nothing to disk and stays within its memory. Owned by one
 * thread.
 */
public final class Duck implements AutoCloseable {
    /** Enough to write and read files in order; what sorts or groups more is refused by DuckDB. */
    static final int MEMORY_MB = 384;

    private static final int THREADS_MAX = 4;

    private final DuckDBConnection connection;

    private Duck(DuckDBConnection connection) {
        this.connection = connection;
    }

    public static Duck open() {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", MEMORY_MB + "MB");
        settings.setProperty(
                "threads", Integer.toString(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, THREADS_MAX)));
        settings.setProperty("temp_directory", "");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("jdbc_stream_results", "true");
        try {
            DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings);
            UnpackedLibrary.forget();
            return new Duck(connection);
        } catch (SQLException failed) {
            throw new HistoryException("DuckDB cannot be started: " + why(failed), failed);
        }
    }

    /** Another connection to the same database, so that a reading does not end when another begins. */
    Duck another() {
        try {
            return new Duck(connection.duplicate());
        } catch (SQLException failed) {
            throw new HistoryException("DuckDB cannot be asked: " + why(failed), failed);
        }
    }

    public DuckDBConnection connection() {
        return connection;
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A text as a literal. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Files as a list of literals. */
    public static String list(List<Path> files) {
        return files.stream().map(file -> quoted(file.toString())).collect(Collectors.joining(", ", "[", "]"));
    }

    /** The first line of what DuckDB says. */
    public static String why(SQLException failed) {
        String message = String.valueOf(failed.getMessage()).strip();
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end).strip();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw new HistoryException("DuckDB cannot be closed: " + why(failed), failed);
        }
    }
}
