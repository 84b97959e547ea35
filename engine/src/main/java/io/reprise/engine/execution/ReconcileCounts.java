package io.reprise.engine.execution;

/** What became of a venue's words and our questions. Written by the thread that drives the sequence. */
public final class ReconcileCounts {
    long reports;
    long sequenced;
    long repeated;
    long early;
    long wrong;
    long silences;
    long questions;
    long resent;
    long abandoned;
    long halts;

    ReconcileCounts() {}

    /** Reports that came: sequenced, repeated, early and wrong together. */
    public long reports() {
        return reports;
    }

    /** Reports that became events. */
    public long sequenced() {
        return sequenced;
    }

    /** Dropped: they had been heard. */
    public long repeated() {
        return repeated;
    }

    /** Dropped: one before them was not heard; the venue was asked for all. */
    public long early() {
        return early;
    }

    /** Dropped: no rule explains them. */
    public long wrong() {
        return wrong;
    }

    /** Times that the venue left a command without answer for too long. */
    public long silences() {
        return silences;
    }

    /** Questions after orders. */
    public long questions() {
        return questions;
    }

    /** Orders that the venue did not know and that were sent again. */
    public long resent() {
        return resent;
    }

    /** Orders that the venue did not know and that were given up. */
    public long abandoned() {
        return abandoned;
    }

    /** Times that an instrument was halted. */
    public long halts() {
        return halts;
    }
}
