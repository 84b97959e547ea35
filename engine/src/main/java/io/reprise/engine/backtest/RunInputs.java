package io.reprise.engine.backtest;

import io.reprise.engine.event.Event;
import java.io.IOException;

/**
 * What comes into a run from outside, in its order: market events, and commands between them, which may be those of another
 * run. What had followed from them is left out. Owned by one thread.
 */
final class RunInputs implements AutoCloseable {
    private final Lane market;
    /** Null where market events and commands are one run's. */
    private final Lane commands;

    private final long sameEvents;
    private Lane current;

    private RunInputs(Lane market, Lane commands, long sameEvents) {
        this.market = market;
        this.commands = commands;
        this.sameEvents = sameEvents;
    }

    /** One run's sequence and the input it stands on. */
    private static final class Lane implements AutoCloseable {
        final RecordedRun.Reader reader;
        final Event event = new Event();
        /** Market events up to the input. */
        long marketEvents;

        boolean isTaken = true;
        boolean isOpen = true;
        boolean hasEnded;

        Lane(RecordedRun.Reader reader) {
            this.reader = reader;
        }

        /** Moves on to the next input that is wanted, unless it stands on one that has not been taken. */
        boolean isReady(boolean wantsMarket, boolean wantsCommands) {
            while (isTaken && isOpen) {
                isOpen = reader.advance(event);
                EventKind kind = isOpen ? EventKind.of(event) : EventKind.END;
                marketEvents += kind == EventKind.MARKET ? 1 : 0;
                hasEnded |= isOpen && kind == EventKind.END;
                isTaken = !(kind == EventKind.MARKET && wantsMarket || kind == EventKind.COMMAND && wantsCommands);
            }
            return isOpen;
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    /** All that came into a run. */
    static RunInputs of(RecordedRun run) throws IOException {
        return new RunInputs(new Lane(run.open()), null, 0);
    }

    /**
     * The market of one run with the commands of another: each after as many market events as there, and where the markets
     * are no longer the same, at its time.
     *
     * @param sameEvents market events that both runs begin with
     */
    static RunInputs of(RecordedRun market, RecordedRun commands, long sameEvents) throws IOException {
        Lane first = new Lane(market.open());
        Lane second = null;
        try {
            second = new Lane(commands.open());
            return new RunInputs(first, second, sameEvents);
        } finally {
            if (second == null) {
                first.close();
            }
        }
    }

    /** Moves to the next input; false at the end. */
    boolean advance() {
        if (current != null) {
            current.isTaken = true;
        }
        boolean hasMarket = market.isReady(true, commands == null);
        boolean hasCommand = commands != null && commands.isReady(false, true);
        current = hasCommand && (!hasMarket || commandIsFirst()) ? commands : market;
        return hasMarket || hasCommand;
    }

    private boolean commandIsFirst() {
        return commands.marketEvents <= sameEvents
                ? commands.marketEvents < market.marketEvents
                : commands.event.tsInitNs() < market.event.tsInitNs();
    }

    /** The input, until the next call of {@link #advance}. */
    Event event() {
        return current.event;
    }

    /** After the last input: whether the run of the market data had come to its end. */
    boolean hasEnded() {
        return market.hasEnded;
    }

    /** For people. */
    Backtest.Data data() {
        return market.reader.data();
    }

    @Override
    public void close() {
        market.close();
        if (commands != null) {
            commands.close();
        }
    }
}
