package io.reprise.research.history;

import io.reprise.engine.time.Times;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The rows of a query to another database as records, ten thousand at a time. Owned by the thread that reads. */
public final class JdbcRecords implements Supplier<RecordRows.Record>, AutoCloseable {
    private static final int FETCHED_AT_ONCE = 10_000;

    private final URLClassLoader drivers;
    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final TimeUnit unit;
    private final List<String> names = new ArrayList<>();
    private final int timeColumn;
    private final boolean hasZone;

    /**
     * Which database.
     *
     * @param url such as jdbc:postgresql://localhost/market
     * @param user null for none
     * @param password null for none
     * @param driver jar of the driver; null where it is on the class path
     */
    public record Source(String url, String user, String password, Path driver) {}

    private JdbcRecords(URLClassLoader drivers, Connection connection, String sql, TimeUnit unit) throws SQLException {
        this.unit = unit;
        this.drivers = drivers;
        this.connection = connection;
        connection.setAutoCommit(false); // else PostgreSQL's driver reads the whole answer into memory
        statement = connection.prepareStatement(sql);
        statement.setFetchSize(FETCHED_AT_ONCE);
        rows = statement.executeQuery();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            names.add(rows.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT));
        }
        timeColumn = names.indexOf("time") + 1;
        if (timeColumn == 0) {
            throw new IllegalArgumentException("the query has no column 'time', only " + String.join(", ", names));
        }
        int type = rows.getMetaData().getColumnType(timeColumn);
        String typeName = rows.getMetaData().getColumnTypeName(timeColumn).toLowerCase(Locale.ROOT);
        hasZone = type == Types.TIMESTAMP_WITH_TIMEZONE || typeName.equals("timestamptz");
    }

    /**
     * Asks.
     *
     * @param sql whose columns are named as {@link RecordRows} says, in order of time
     * @param unit of times that are numbers
     * @throws HistoryException when the database does not answer
     */
    public static JdbcRecords open(Source source, String sql, TimeUnit unit) {
        URLClassLoader drivers = loader(source.driver());
        Connection connection = null;
        JdbcRecords opened = null;
        try {
            connection = connect(source, drivers);
            opened = new JdbcRecords(drivers, connection, sql, unit);
            return opened;
        } catch (SQLException failed) {
            throw new HistoryException("the database does not answer: " + Duck.why(failed), failed);
        } finally {
            if (opened == null) {
                leave(drivers, connection);
            }
        }
    }

    private static void leave(URLClassLoader drivers, Connection connection) {
        try (drivers;
                connection) {
            // the first failure is the one to tell
        } catch (SQLException | IOException failed) {
            throw new HistoryException("the database cannot be left: " + failed.getMessage(), failed);
        }
    }

    private static URLClassLoader loader(Path driver) {
        try {
            URL[] jars = driver == null ? new URL[0] : new URL[] {driver.toUri().toURL()};
            return new URLClassLoader(jars, JdbcRecords.class.getClassLoader());
        } catch (MalformedURLException bad) {
            throw new IllegalArgumentException(driver + " is no place of a driver", bad);
        }
    }

    private static Connection connect(Source source, ClassLoader drivers) throws SQLException {
        Properties properties = new Properties();
        if (source.user() != null) {
            properties.setProperty("user", source.user());
        }
        if (source.password() != null) {
            properties.setProperty("password", source.password());
        }
        for (Driver driver : ServiceLoader.load(Driver.class, drivers)) {
            if (driver.acceptsURL(source.url())) {
                return driver.connect(source.url(), properties);
            }
        }
        throw new IllegalArgumentException(
                "there is no driver for " + scheme(source.url()) + ": name its jar with --driver");
    }

    /** What a sentence may show: an address can hold a password. */
    private static String scheme(String url) {
        return url.startsWith("jdbc:") && url.indexOf(':', 5) > 0
                ? url.substring(0, url.indexOf(':', 5))
                : "that address, which does not begin with jdbc:NAME:";
    }

    @Override
    public RecordRows.Record get() {
        try {
            if (!rows.next()) {
                return null;
            }
            Map<String, Object> values = new HashMap<>();
            for (int i = 1; i <= names.size(); i++) {
                if (i != timeColumn) {
                    values.put(names.get(i - 1), rows.getObject(i));
                }
            }
            return new RecordRows.Record(time(), values);
        } catch (SQLException failed) {
            throw new HistoryException("the database stopped answering: " + Duck.why(failed), failed);
        }
    }

    /** A time without a zone is UTC. */
    private long time() throws SQLException {
        Object value = hasZone
                ? rows.getObject(timeColumn, OffsetDateTime.class)
                : rows.getObject(timeColumn) instanceof Timestamp
                        ? rows.getObject(timeColumn, LocalDateTime.class)
                        : rows.getObject(timeColumn);
        return switch (value) {
            case null -> throw new IllegalArgumentException("time is missing");
            case OffsetDateTime time -> Times.of(time.toInstant());
            case LocalDateTime time -> Times.of(time.toInstant(ZoneOffset.UTC));
            case Number number -> Times.parseEpoch(number.toString(), unit);
            default -> Times.parse(value.toString());
        };
    }

    @Override
    public void close() {
        try (drivers;
                connection;
                statement;
                rows) {
            if (!connection.isClosed()) {
                connection.rollback();
            }
        } catch (SQLException | IOException failed) {
            throw new HistoryException("the database cannot be left: " + failed.getMessage(), failed);
        }
    }
}
