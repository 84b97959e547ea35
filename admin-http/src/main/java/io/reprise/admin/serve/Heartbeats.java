package io.reprise.admin.serve;

import io.reprise.admin.log.Log;
import io.reprise.engine.journal.Heartbeat;
import io.reprise.engine.journal.JournalException;
import io.reprise.research.workspace.SessionFolder;
import io.reprise.research.workspace.Workspace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Lets each running session know, once a second, that there is a side-car: a session that has heard of one and does not any
 * more raises an alert of its own. Owned by its thread.
 */
final class Heartbeats implements AutoCloseable {
    private static final long EVERY_MS = 1_000;

    private final Workspace workspace;
    private final Log log;
    private final Map<String, Heartbeat> beats = new HashMap<>();
    private final Thread thread = new Thread(this::work, "reprise-heartbeat");

    Heartbeats(Workspace workspace, Log log) {
        this.workspace = workspace;
        this.log = log;
        thread.setDaemon(true);
    }

    Heartbeats start() {
        thread.start();
        return this;
    }

    private void work() {
        try {
            while (!Thread.interrupted()) {
                try {
                    beat();
                } catch (RuntimeException failed) {
                    log.error("a session could not be told that the side-car lives", Map.of(), failed);
                }
                Thread.sleep(EVERY_MS);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            beats.values().forEach(Heartbeat::end);
        }
    }

    private void beat() {
        Set<String> running = new HashSet<>();
        for (SessionFolder session : workspace.sessions()) {
            if (session.running()) {
                running.add(session.id());
                try {
                    beats.computeIfAbsent(session.id(), unseen -> Heartbeat.open(session.journal()))
                            .beat();
                } catch (JournalException readOnly) {
                    // then it hears of no side-car, and misses none
                }
            }
        }
        beats.keySet().retainAll(running);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
