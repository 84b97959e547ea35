package io.reprise.engine.cli;

import io.reprise.engine.journal.Finding;
import io.reprise.engine.journal.StreamCheck;
import io.reprise.engine.journal.StreamTotals;
import io.reprise.engine.time.Times;
import java.util.List;
import java.util.Locale;

/** What a look through a journal found, as members of a JSON object. */
final class JournalReports {
    private JournalReports() {}

    static void stream(JsonOutput output, StreamCheck.Report stream) {
        StreamTotals totals = stream.totals();
        output.text("stream", stream.stream())
                .flag("closed", stream.closed())
                .flag("verified", stream.verified())
                .number("segments", totals.segments())
                .number("fileBytes", stream.fileBytes())
                .number("documents", totals.documents())
                .number("frames", totals.frames())
                .number("bytes", totals.bytes())
                .number("firstSeq", totals.firstSeq())
                .number("lastSeq", totals.lastSeq())
                .text("firstTsInit", totals.frames() == 0 ? null : Times.format(totals.firstTsInitNs()))
                .number("firstTsInitNs", totals.firstTsInitNs())
                .text("lastTsInit", totals.frames() == 0 ? null : Times.format(totals.lastTsInitNs()))
                .number("lastTsInitNs", totals.lastTsInitNs())
                .text("chainCrc", String.format(Locale.ROOT, "%08x", totals.chainCrc()))
                .text("contentSha256", totals.contentSha256());
    }

    static void findings(JsonOutput output, List<Finding> findings) {
        output.array(
                "findings",
                () -> findings.forEach(finding -> output.element(() -> {
                    output.text("stream", finding.stream())
                            .text("file", finding.damage().segment())
                            .number("position", finding.damage().position())
                            .number("document", finding.damage().documentIndex())
                            .number("sequence", finding.damage().seqExpected())
                            .text("reason", finding.damage().reason());
                    if (finding.documentsLost() == Finding.UNKNOWN) {
                        output.raw("documentsLost", null).raw("framesLost", null);
                    } else {
                        output.number("documentsLost", finding.documentsLost())
                                .number("framesLost", finding.framesLost());
                    }
                })));
    }
}
