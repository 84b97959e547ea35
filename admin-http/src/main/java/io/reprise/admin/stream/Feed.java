package io.reprise.admin.stream;

import io.reprise.admin.api.State;
import io.reprise.admin.api.Views;
import io.reprise.engine.hot.HotReader;
import io.reprise.engine.hot.HotState;
import io.reprise.engine.journal.JournalLock;
import io.reprise.engine.time.SystemClock;
import io.reprise.research.workspace.Workspace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The one thread that reads the hot state, for all who listen: twenty times a second, each session that somebody listens to,
 * once. What did not change is not told again, but for the session itself, which tells every second that it lives.
 */
public final class Feed implements AutoCloseable {
    private static final long EVERY_MS = 50;
    private static final long LIVES_NS = 1_000_000_000L;

    private final Hub hub;
    private final Workspace workspace;
    private final SystemClock clock;
    private final Thread thread = new Thread(this::work, "reprise-feed");
    private final Map<String, Watched> watched = new HashMap<>();
    private volatile boolean closed;

    /** A session that somebody listens to. */
    private static final class Watched {
        private Path journal;
        private HotReader reader;
        private long toldNs;
        private long publications = -1;
        private Map<String, Object> told = new HashMap<>();
    }

    public Feed(Hub hub, Workspace workspace, SystemClock clock) {
        this.hub = hub;
        this.workspace = workspace;
        this.clock = clock;
        thread.setDaemon(true);
    }

    public Feed start() {
        thread.start();
        return this;
    }

    private void work() {
        try {
            while (!closed) {
                look();
                Thread.sleep(EVERY_MS);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } finally {
            watched.values().forEach(Feed::letGo);
        }
    }

    private void look() {
        Set<String> ids = new HashSet<>();
        for (String topic : hub.topics()) {
            int colon = topic.indexOf(':');
            if (colon > 0) {
                ids.add(topic.substring(colon + 1));
            }
        }
        watched.entrySet().removeIf(entry -> {
            if (ids.contains(entry.getKey())) {
                return false;
            }
            letGo(entry.getValue());
            List.of("session:", "quotes:", "orders:", "bars:").forEach(kind -> hub.forget(kind + entry.getKey()));
            return true;
        });
        for (String id : ids) {
            try {
                look(id, watched.computeIfAbsent(id, unseen -> new Watched()));
            } catch (RuntimeException notNow) {
                letGo(watched.get(id)); // gone, half written, or of another version: the next look tells
            }
        }
    }

    private void look(String id, Watched session) {
        long nowNs = clock.monoNs();
        if (session.reader != null && !session.reader.isCurrent()) {
            letGo(session); // the engine made its hot state anew
        }
        if (session.reader == null) {
            session.journal = workspace.session(id).journal();
            session.reader = HotReader.open(session.journal);
            session.publications = -1;
        }
        HotState hot = session.reader.read();
        boolean isDue = nowNs - session.toldNs > LIVES_NS;
        if (hot.session().publications() == session.publications && !isDue) {
            return;
        }
        session.publications = hot.session().publications();
        State state = Views.hot(hot, JournalLock.isHeld(session.journal), clock.epochNs());
        tell(session, "quotes:" + id, state, state.quotes());
        tell(session, "orders:" + id, state, state.workingOrders());
        tell(session, "bars:" + id, state, state.series());
        hub.publish("session:" + id, state.seq(), state);
        session.toldNs = nowNs;
    }

    private void tell(Watched session, String topic, State state, Object data) {
        if (!data.equals(session.told.put(topic, data))) {
            hub.publish(topic, state.seq(), data);
        }
    }

    private static void letGo(Watched session) {
        if (session.reader != null) {
            session.reader.close();
            session.reader = null;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
