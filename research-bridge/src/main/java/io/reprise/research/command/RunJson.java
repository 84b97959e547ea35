package io.reprise.research.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.seal.SealCheck;
import io.reprise.engine.seal.Tampering;
import io.reprise.research.report.ReportContext;
import io.reprise.research.report.ReportContext.Verification;
import io.reprise.research.report.ReportFolder;
import io.reprise.research.report.ResultJson;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/** Runs as one JSON object, with what a command adds to them. */
final class RunJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private RunJson() {}

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static String object(Body body) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    /**
     * A replay.
     *
     * @param outcome its result is null when a damaged journal gave none
     * @param compared whether it was held against the record
     * @param seals what a check of its seals found, null when none was asked for
     */
    static String replay(Replay.Outcome outcome, String topology, boolean compared, SealCheck.Report seals)
            throws IOException {
        return object(json -> {
            json.writeStringField("topology", topology);
            if (compared) {
                json.writeBooleanField("verified", outcome.verified());
                json.writeStringField("difference", outcome.difference());
                json.writeStringField("codeChange", outcome.codeChange());
                json.writeStringField("unfinished", outcome.unfinished());
            }
            if (seals != null) {
                writeSeals(json, seals);
            }
            if (outcome.result() != null) {
                ResultJson.writeFields(json, outcome.result(), null);
            }
        });
    }

    /** A journal that is not as it was sealed, and was not replayed. */
    static String tampered(SealCheck.Report seals) throws IOException {
        return object(json -> {
            json.writeBooleanField("verified", false);
            json.writeStringField("difference", seals.findings().getFirst().sentence());
            writeSeals(json, seals);
        });
    }

    private static void writeSeals(JsonGenerator json, SealCheck.Report seals) throws IOException {
        json.writeObjectFieldStart("seals");
        json.writeBooleanField("verified", seals.verified());
        json.writeArrayFieldStart("streams");
        for (SealCheck.Stream stream : seals.streams()) {
            json.writeStartObject();
            json.writeStringField("stream", stream.stream());
            json.writeNumberField("segments", stream.segments());
            json.writeNumberField("seals", stream.seals());
            json.writeNumberField("documents", stream.documents());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("keyIds");
        for (String keyId : seals.keyIds()) {
            json.writeString(keyId);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("findings");
        for (Tampering finding : seals.findings()) {
            json.writeStartObject();
            json.writeStringField("place", finding.place());
            json.writeStringField("reason", finding.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The main job: its report and its runs, whose notes say which folder each is in. */
    static String demo(Path out, List<RunResult> runs, ReportContext context) throws IOException {
        return object(json -> {
            json.writeStringField("report", out.resolve(ReportFolder.REPORT).toString());
            json.writeArrayFieldStart("runs");
            for (int i = 0; i < runs.size(); i++) {
                ReportContext.RunNote note = context.note(i);
                json.writeStartObject();
                json.writeBooleanField("verified", note.verification() == Verification.VERIFIED);
                Path fills = out.resolve(note.folder()).resolve(ReportFolder.FILLS);
                ResultJson.writeFields(json, runs.get(i), fills.toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
