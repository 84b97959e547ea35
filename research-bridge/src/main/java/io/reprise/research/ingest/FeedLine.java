package io.reprise.research.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One line of a recorded feed: words of whoever recorded it, then the venue's message. Reused. Owned by the thread that
 * reads.
 */
final class FeedLine {
    private static final EpochTime SECONDS = new EpochTime(1_000_000_000L);

    byte[] bytes = new byte[0];
    int length;
    long number;
    private int messageAt;
    private List<String> words = List.of();

    /** The line has been read: where its message begins, and what stands before it. */
    void split(boolean isCsv) {
        messageAt = 0;
        if (!isCsv) {
            while (messageAt < length && bytes[messageAt] != '{' && bytes[messageAt] != '[') {
                messageAt++;
            }
        }
        String before = new String(bytes, 0, messageAt, StandardCharsets.UTF_8).strip();
        words = before.isEmpty() ? List.of() : List.of(before.split("[ \t]+"));
    }

    boolean hasMessage() {
        return messageAt < length;
    }

    /** A request or connection of the recorder, not the venue's word. */
    boolean isOfRecorder() {
        return words.contains("<-") || words.contains("<->");
    }

    List<String> words() {
        return words;
    }

    /** Time of receipt: the first word that is a number. */
    long receivedNs(TimeReader unit) {
        for (String word : words) {
            byte[] text = word.getBytes(StandardCharsets.UTF_8);
            int end = word.endsWith(":") ? text.length - 1 : text.length;
            long ns = unit.parse(text, 0, end);
            if (ns >= TimeReader.LEAST) {
                return ns;
            }
        }
        return IngestResult.NO_TIME;
    }

    /** The message as maps, lists and texts. */
    Object json() throws IOException {
        return JsonTree.read(JsonRows.FACTORY, bytes, messageAt, length);
    }

    /** The line as text. */
    String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** What follows a mark in the words, such as {@code symbol=} in an address; null when it is not there. */
    String wordAfter(String mark) {
        for (String word : words) {
            int at = word.indexOf(mark);
            if (at >= 0) {
                String rest = word.substring(at + mark.length());
                int end = rest.indexOf('&');
                return end < 0 ? rest : rest.substring(0, end);
            }
        }
        return null;
    }

    /** Seconds as text, to ns. */
    static long seconds(String text) {
        return time(SECONDS, text);
    }

    static long time(TimeReader reader, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long ns = reader.parse(bytes, 0, bytes.length);
        if (ns < TimeReader.LEAST) {
            throw new IllegalArgumentException("time '" + text + "' is not understood");
        }
        return ns;
    }
}
