package io.reprise.admin.http;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Answers of acting calls by their idempotency keys: the same call again gives the first answer and does nothing. The oldest
 * are forgotten first. Held for no longer than the side-car lives: commands carry their key into the engine's queue too, which
 * outlives it. Safe from any thread.
 *
 * <p>Why not the one of {@code research.access}: that one writes a file for each act before it begins, one act at a time, so
 * that an agent's retry after a restart is answered; here answers are bytes with a status, many at once, and a browser's
 * retry comes within seconds.
 */
final class Idempotency {
    static final int KEYS_MAX = 10_000;

    private static final class Known {
        private final byte[] digest;
        private Answer answer;

        Known(byte[] digest) {
            this.digest = digest;
        }
    }

    private final Map<String, Known> entries = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > KEYS_MAX;
        }
    };

    /**
     * Does something once.
     *
     * @param key of whoever calls
     * @param digest of all that is asked
     */
    Answer once(String key, byte[] digest, Callable<Answer> action) throws Exception {
        Known entry = new Known(digest);
        synchronized (entries) {
            Known known = entries.putIfAbsent(key, entry);
            if (known != null) {
                return again(known, digest);
            }
        }
        boolean done = false;
        try {
            Answer answer = action.call();
            synchronized (entries) {
                entry.answer = answer.with("Idempotency-Replayed", "true");
            }
            done = true;
            return answer;
        } finally {
            if (!done) {
                // What failed did nothing, and may be tried again.
                synchronized (entries) {
                    entries.remove(key, entry);
                }
            }
        }
    }

    private static Answer again(Known known, byte[] digest) {
        if (!Arrays.equals(known.digest, digest)) {
            throw new Problem(409, "idempotency-key", "this idempotency key came with another request before");
        }
        if (known.answer == null) {
            throw new Problem(409, "in-progress", "the first request with this idempotency key is not answered yet", 1);
        }
        return known.answer;
    }
}
