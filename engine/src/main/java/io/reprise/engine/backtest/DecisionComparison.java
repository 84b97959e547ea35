package io.reprise.engine.backtest;

/**
 * Holds the decisions of one run, as they come, against those that another has recorded, and keeps the first that differs.
 * Owned by one thread.
 */
final class DecisionComparison {
    private final RecordedDecisions recorded;
    private final long sameEvents;
    private Decision next;
    private Parting parting;
    private Parting numbers;
    private long equalCount;
    private long equalNumbersCount;

    /**
     * Where two runs part.
     *
     * @param place the event
     * @param a what the first decided on it, null for nothing
     * @param b what the second decided on it, null for nothing
     */
    record Parting(Place place, Decision a, Decision b) {}

    /**
     * @param recorded of the first run, standing at its beginning
     * @param sameEvents market events that both runs begin with
     */
    DecisionComparison(RecordedDecisions recorded, long sameEvents) {
        this.recorded = recorded;
        this.sameEvents = sameEvents;
        next = recorded.next();
    }

    /** Takes the second run's next decision. */
    void onDecision(Decision decision) {
        if (parting != null) {
            return;
        }
        int order = next == null ? 1 : next.place().compare(decision.place(), sameEvents);
        if (order < 0) {
            parting = new Parting(next.place(), next, null);
        } else if (order > 0) {
            parting = new Parting(decision.place(), null, decision);
        } else if (!next.isSame(decision)) {
            parting = new Parting(next.place(), next, decision);
        } else {
            if (numbers == null && !next.isSameWithNumbers(decision)) {
                numbers = new Parting(next.place(), next, decision);
            }
            equalNumbersCount += numbers == null ? 1 : 0;
            equalCount++;
            next = recorded.next();
        }
    }

    /** The second run has ended. */
    void end() {
        if (parting == null && next != null) {
            parting = new Parting(next.place(), next, null);
        }
    }

    /** Where they first decide differently, null while they do not. */
    Parting parting() {
        return parting;
    }

    /** Where equal decisions first rest on different numbers, null while none did. */
    Parting numbers() {
        return numbers;
    }

    /** Decisions that were equal before they parted. */
    long equalCount() {
        return equalCount;
    }

    /** Decisions that were equal, with the numbers that they rest on, before those differed. */
    long equalNumbersCount() {
        return equalNumbersCount;
    }
}
