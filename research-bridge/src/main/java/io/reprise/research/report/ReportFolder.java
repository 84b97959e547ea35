package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;
import io.reprise.research.store.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder that a backtest leaves: {@value #REPORT}, {@value #RESULT} and {@value #FILLS}. */
public final class ReportFolder {
    public static final String REPORT = "report.html";
    public static final String RESULT = "result.json";
    public static final String FILLS = "trades.csv";

    private ReportFolder() {}

    /**
     * Writes result and report of a run, making the folder if there is none; the fills were written while it ran. Each
     * file appears whole or not at all, the report last.
     *
     * @param context title, code version and at most one note
     * @throws IOException whose message is one sentence for the user
     */
    public static void write(Path dir, RunResult run, ReportContext context) throws IOException {
        try {
            Files.createDirectories(dir);
        } catch (IOException e) {
            throw new IOException("The report folder '" + dir + "' cannot be made: " + AtomicFile.reason(e) + ".", e);
        }
        AtomicFile.write(dir.resolve(RESULT), ResultJson.text(run, FILLS));
        ReportContext beside = new ReportContext(
                context.title(), context.codeVersion(), List.of(context.note(0).beside()));
        HtmlReport.write(dir.resolve(REPORT), List.of(run), beside);
    }
}
