package io.reprise.admin.log;

import io.reprise.admin.http.Json;
import io.reprise.engine.time.NanoClock;
import io.reprise.engine.time.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * JSON lines in a folder, a bounded number of bytes, with what looks like a secret taken out; the newest are kept for who
 * asks. Safe from any thread.
 */
public final class Log implements AutoCloseable {
    public static final String FILE = "side-car.jsonl";

    private static final long FILE_BYTES_MAX = 8 << 20;
    private static final int FILES = 4;
    private static final int KEPT = 500;
    private static final int TEXT_CHARS_MAX = 2_000;
    private static final String HIDDEN = "***";
    private static final Pattern SECRET_KEY =
            Pattern.compile("(?i).*(token|secret|passw|passphrase|authorization|credential|api_?key).*");
    private static final Pattern SECRET_TEXT =
            Pattern.compile("rpt_[A-Za-z0-9_-]{8,}|(?i)(?<=bearer )\\S+|(?<=://)[^/\\s:@]+:[^/\\s@]+(?=@)");

    private final Path folder;
    private final NanoClock clock;
    private final Deque<Map<String, Object>> newest = new ArrayDeque<>();
    private final List<Consumer<Map<String, Object>>> listeners = new CopyOnWriteArrayList<>();
    private Writer writer;
    private long bytes;

    private Log(Path folder, NanoClock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** @param folder made when it is not there */
    public static Log open(Path folder, NanoClock clock) throws IOException {
        Files.createDirectories(folder);
        Log log = new Log(folder, clock);
        log.reopen();
        return log;
    }

    private void reopen() throws IOException {
        Path file = folder.resolve(FILE);
        bytes = Files.exists(file) ? Files.size(file) : 0;
        writer = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Tells somebody of each entry. */
    public void listen(Consumer<Map<String, Object>> listener) {
        listeners.add(listener);
    }

    public void info(String text, Map<String, ?> fields) {
        write("INFO", text, fields);
    }

    public void warn(String text, Map<String, ?> fields) {
        write("WARN", text, fields);
    }

    /** Something failed that should not: with where it came from. */
    public void error(String text, Map<String, ?> fields, Throwable failure) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put("failure", String.valueOf(failure));
        List<String> frames = new ArrayList<>();
        for (Throwable cause = failure; cause != null && frames.size() < 24; cause = cause.getCause()) {
            StackTraceElement[] trace = cause.getStackTrace();
            for (int i = 0; i < Math.min(8, trace.length); i++) {
                frames.add(trace[i].toString());
            }
        }
        more.put("at", frames);
        write("ERROR", text, more);
    }

    private void write(String level, String text, Map<String, ?> fields) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("time", Times.format(clock.epochNs()));
        entry.put("level", level);
        entry.put("text", clean(text));
        fields.forEach((key, value) -> entry.put(key, clean(key, value)));
        synchronized (this) {
            newest.addLast(entry);
            if (newest.size() > KEPT) {
                newest.removeFirst();
            }
            append(Json.text(entry) + "\n");
        }
        listeners.forEach(listener -> listener.accept(entry));
    }

    private static Object clean(String key, Object value) {
        if (value instanceof Number || value instanceof Boolean || value == null) {
            return value;
        }
        if (SECRET_KEY.matcher(key).matches()) {
            return HIDDEN;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(one -> clean("", one)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> inner = new LinkedHashMap<>();
            map.forEach((name, one) -> inner.put(String.valueOf(name), clean(String.valueOf(name), one)));
            return inner;
        }
        return clean(String.valueOf(value));
    }

    /** A text without what looks like a secret. */
    public static String clean(String text) {
        String safe = SECRET_TEXT.matcher(text).replaceAll(HIDDEN);
        return safe.length() <= TEXT_CHARS_MAX ? safe : safe.substring(0, TEXT_CHARS_MAX) + "...";
    }

    private void append(String line) {
        if (writer == null) {
            return; // closed, or the disk was full
        }
        try {
            writer.write(line);
            writer.flush();
            bytes += line.length();
            if (bytes > FILE_BYTES_MAX) {
                writer.close();
                for (int i = FILES - 1; i > 0; i--) {
                    Path older = folder.resolve(FILE + (i == 1 ? "" : "." + (i - 1)));
                    if (Files.exists(older)) {
                        Files.move(older, folder.resolve(FILE + "." + i), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
                reopen();
            }
        } catch (IOException full) {
            writer = null; // no log is no reason to stop answering
        }
    }

    /** The newest entries, oldest first. */
    public synchronized List<Map<String, Object>> newest() {
        return List.copyOf(newest);
    }

    @Override
    public synchronized void close() {
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            writer = null;
        }
    }
}
