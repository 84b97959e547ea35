package io.reprise.engine.gateway;

import io.reprise.codecs.ExecutionReportEncoder;

/** Where a venue's reports enter the sequence. Owned by the thread that drives the venue. */
public interface ReportSink {
    /**
     * Claims the next report; seq, tsInitNs, sourceId and flags are the sink's to set, all else the venue's.
     *
     * @param tsEventNs the venue's time of the report
     * @param instrumentId instrument of the order
     */
    ExecutionReportEncoder claim(long tsEventNs, int instrumentId);

    /** Sequences the claimed report. */
    void commit();
}
