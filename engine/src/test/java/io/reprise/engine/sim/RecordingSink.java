package io.reprise.engine.sim;

import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.ExecutionReportEncoder;
import io.reprise.engine.gateway.ReportSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Keeps every report, and fills the slot with rubbish first: what the venue leaves unset shows. */
final class RecordingSink implements ReportSink {
    final List<Report> reports = new ArrayList<>();

    private final byte[] bytes = new byte[ExecutionReportEncoder.BLOCK_LENGTH];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final ExecutionReportEncoder encoder = new ExecutionReportEncoder();
    private final ExecutionReportDecoder decoder = new ExecutionReportDecoder();
    private boolean claimed;

    @Override
    public ExecutionReportEncoder claim(long tsEventNs, int instrumentId) {
        if (claimed) {
            throw new AssertionError("claimed twice");
        }
        claimed = true;
        Arrays.fill(bytes, (byte) 0x77);
        return encoder.wrap(buffer, 0).tsEventNs(tsEventNs).instrumentId(instrumentId);
    }

    @Override
    public void commit() {
        if (!claimed) {
            throw new AssertionError("committed without a claim");
        }
        claimed = false;
        decoder.wrap(buffer, 0, ExecutionReportDecoder.BLOCK_LENGTH, ExecutionReportDecoder.SCHEMA_VERSION);
        reports.add(Report.of(decoder));
    }
}
