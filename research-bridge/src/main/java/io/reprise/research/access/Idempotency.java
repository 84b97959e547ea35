package io.reprise.research.access;

import io.reprise.engine.time.NanoClock;
import io.reprise.engine.time.Times;
import io.reprise.research.store.Json;
import io.reprise.research.store.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Acting requests by the key that their caller gives each: the same key again gives the first answer and does nothing, the
 * same key with another request is refused. Kept on disk for a day, so that a restart between the act and its answer does not
 * do it twice. Safe from any thread of one process.
 *
 * <p>Why the HTTP API has another, in memory: it keeps whole answers (status, headers, bytes) of many calls at once, which
 * must not wait for each other, for retries that come within seconds.
 */
public final class Idempotency {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final long KEPT_NS = Times.DAY_NS;
    private static final int KEPT_MAX = 5_000;

    private final Path folder;
    private final NanoClock clock;

    private Idempotency(Path folder, NanoClock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Opens the keys of a side-car's folder. */
    public static Idempotency open(Path sideCarFolder, NanoClock clock) {
        Path folder = sideCarFolder.resolve("idempotency");
        PrivateFile.folder(folder);
        return new Idempotency(folder, clock);
    }

    /** The same key for another request. */
    public static final class Conflict extends RuntimeException {
        private static final long serialVersionUID = 1;

        Conflict(String message) {
            super(message);
        }
    }

    /**
     * An answer.
     *
     * @param replayed whether it is the first answer again, nothing having been done
     */
    public record Answer(Map<String, Object> body, boolean replayed) {}

    /** @param answer null while the act is being done */
    private record Kept(String request, String at, Map<String, Object> answer) {}

    /**
     * Acts once.
     *
     * @param key that the caller chose
     * @param request all that makes the request what it is
     * @param act does it; when it throws nothing is kept, for nothing was done
     * @throws Conflict when the key was used for another request, or its act has not ended
     */
    public synchronized Answer once(Principal caller, String key, Object request, Callable<Map<String, Object>> act)
            throws Exception {
        if (key == null || !KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "an idempotency key is needed: 1 to 128 letters, digits and . _ : -, another one for each act");
        }
        Path file = folder.resolve(Json.sha256(List.of(caller.tokenId(), key)) + ".json");
        String digest = Json.sha256(request);
        if (Files.exists(file)) {
            Kept kept = Json.read(Files.readString(file), Kept.class);
            if (clock.epochNs() - Times.parse(kept.at()) < KEPT_NS) {
                if (!kept.request().equals(digest)) {
                    throw new Conflict("the idempotency key was used for another request");
                }
                if (kept.answer() == null) {
                    throw new Conflict("the request with this idempotency key was begun and its end is not known:"
                            + " look at what it would have changed");
                }
                return new Answer(kept.answer(), true);
            }
        }
        forgetOld();
        PrivateFile.write(file, Json.text(new Kept(digest, Times.format(clock.epochNs()), null)));
        boolean done = false;
        try {
            Map<String, Object> answer = act.call();
            PrivateFile.write(file, Json.text(new Kept(digest, Times.format(clock.epochNs()), answer)));
            done = true;
            return new Answer(answer, false);
        } finally {
            if (!done) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void forgetOld() {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            if (all.size() < KEPT_MAX) {
                return;
            }
            for (Path file : all) {
                long writtenNs = Times.of(Files.getLastModifiedTime(file).toInstant());
                if (clock.epochNs() - writtenNs >= KEPT_NS) {
                    Files.deleteIfExists(file);
                }
            }
            if (all.stream().filter(Files::exists).count() >= KEPT_MAX) {
                throw new IllegalStateException("there were " + KEPT_MAX + " acts today; no more are kept");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
