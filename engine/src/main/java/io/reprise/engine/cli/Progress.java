package io.reprise.engine.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A line on standard error for work that takes longer than two seconds: rewritten in place on a terminal, a new line
 * every ten seconds elsewhere, nothing at all for {@link #silent}. The worker only stores two numbers; a thread of its own
 * prints them, so no clock is read for it. A process that started this one reads {@code progress DONE TOTAL} lines instead when
 * it sets {@value #LINES_VARIABLE} to {@code lines}, whatever the output.
 */
public final class Progress implements AutoCloseable {
    /** Environment variable that asks for lines a program can read. */
    private static final String LINES_VARIABLE = "REPRISE_PROGRESS";

    private static final long LINES_PERIOD_MS = 200;
    private static final long FIRST_MS = 2_000;
    private static final long TERMINAL_PERIOD_MS = 250;
    private static final long PLAIN_PERIOD_MS = 10_000;

    private final String what;
    private final PrintWriter err;
    private final boolean terminal;
    private final boolean lines;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread printer;
    private volatile long done;
    private volatile long total;

    private Progress(String what, PrintWriter err, boolean terminal, boolean lines) {
        this.what = what;
        this.err = err;
        this.terminal = terminal;
        this.lines = lines;
        printer = err == null
                ? null
                : Thread.ofPlatform().daemon().name("progress").start(lines ? this::printLines : this::print);
    }

    /**
     * Starts to watch a piece of work.
     *
     * @param what what is done, such as {@code ingest}
     * @param err standard error
     * @param json whether the command was asked for machine-readable output, which silences the line
     */
    public static Progress start(String what, PrintWriter err, boolean json) {
        if ("lines".equals(System.getenv(LINES_VARIABLE))) {
            return new Progress(what, err, false, true);
        }
        Console console = System.console();
        return json ? silent() : new Progress(what, err, console != null && console.isTerminal(), false);
    }

    /** A progress that prints nothing. */
    public static Progress silent() {
        return new Progress("", null, false, false);
    }

    /** Tells how far the work is; a total of 0 means that it is not known. Cheap enough for every thousandth event. */
    public void at(long newDone, long newTotal) {
        done = newDone;
        total = newTotal;
    }

    @Override
    public void close() {
        ended.countDown();
        if (printer == null) {
            return;
        }
        try {
            printer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void printLines() {
        long told = 0;
        try {
            while (!ended.await(LINES_PERIOD_MS, TimeUnit.MILLISECONDS)) {
                long now = done;
                if (now != told) {
                    err.println("progress " + now + " " + total);
                    err.flush();
                    told = now;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void print() {
        try {
            boolean over = ended.await(FIRST_MS, TimeUnit.MILLISECONDS);
            boolean printed = false;
            while (!over) {
                err.print(terminal ? "\r" + text() + "\033[K" : text() + System.lineSeparator());
                err.flush();
                printed = true;
                over = ended.await(terminal ? TERMINAL_PERIOD_MS : PLAIN_PERIOD_MS, TimeUnit.MILLISECONDS);
            }
            if (printed && terminal) {
                err.print("\r\033[K");
                err.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String text() {
        return text(what, done, total);
    }

    static String text(String what, long done, long total) {
        if (total > 0) {
            return String.format(
                    Locale.ROOT, "%s: %,d of %,d (%d %%)", what, done, total, (int) (100.0 * done / total));
        }
        return done > 0 ? String.format(Locale.ROOT, "%s: %,d", what, done) : what + " ...";
    }
}
