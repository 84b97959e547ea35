package io.reprise.engine.backtest;

import io.reprise.engine.pipeline.DigestSink;

/**
 * The journal of a backtest, made when the run has been accepted: one that is refused leaves no folder behind. Owned by the
 * run's thread.
 */
final class BacktestJournal implements AutoCloseable {
    private final Backtest.Request request;
    private RunJournal journal;
    private RecordingThread thread;

    BacktestJournal(Backtest.Request request) {
        this.request = request;
    }

    /** Makes it, and the thread that writes it; a folder that holds one is refused. */
    Backtest.Recording open() {
        journal = RunJournal.create(request.journal(), request.settings());
        thread = new RecordingThread();
        DigestSink outbound = new DigestSink(journal.outbound());
        return new Backtest.Recording(thread.to(journal.inbound()), thread.to(outbound), () -> {
            thread.await();
            return outbound.hex();
        });
    }

    /** Writes down what a replay is verified by. */
    void finish(RunResult result) {
        journal.finish(result, request.sources());
    }

    @Override
    public void close() {
        try {
            if (thread != null) {
                thread.close();
            }
        } finally {
            if (journal != null) {
                journal.close();
            }
        }
    }
}
