package io.reprise.research.command;

import io.reprise.engine.cli.Progress;
import io.reprise.research.collection.CollectionImport;
import io.reprise.research.collection.ImportedFile;
import io.reprise.research.store.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code import}: a whole collection of market data. */
@Command(
        name = "import",
        description =
                "Imports every file of a collection of market data: prices, books and quotes as journals, with their "
                        + "actions and funding beside them; series as CSV.",
        footer = "Exit code 1 when a file failed or no descriptor knows it. Run again it adds what is new.")
final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "Folder to import to, made or added to.")
    private Path to;

    @Option(
            names = "--only",
            paramLabel = "PATTERN",
            description = "Only files whose paths below the collection fit, such as 'macro/**'.")
    private String only;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Mixin
    private CollectionOption data;

    @Override
    public Integer call() throws IOException {
        List<ImportedFile> files;
        try (Progress progress = Progress.start("files", spec.commandLine().getErr(), json)) {
            files = CollectionImport.run(data.required(), to, only, progress::at);
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("--only '" + only + "' fits no file of the collection");
        }
        List<ImportedFile> failed = files.stream().filter(ImportedFile::failed).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("files", files);
            answer.put("failed", failed.size());
            answer.put("rows", files.stream().mapToLong(ImportedFile::rows).sum());
            answer.put(
                    "rejectedRows",
                    files.stream().mapToLong(ImportedFile::rejectedRows).sum());
            out.println(Json.text(answer));
        } else {
            print(files, out);
            failed.forEach(one -> spec.commandLine().getErr().println("failed: " + one.file() + ": " + one.note()));
            spec.commandLine().getErr().flush();
        }
        return failed.isEmpty() ? 0 : 1;
    }

    private static void print(List<ImportedFile> files, PrintWriter out) {
        Map<String, long[]> kinds = new TreeMap<>();
        for (ImportedFile one : files) {
            long[] counts = kinds.computeIfAbsent(one.kind(), kind -> new long[3]);
            counts[0]++;
            counts[1] += one.rows();
            counts[2] += one.rejectedRows();
            out.println(one.file() + ": " + one.kind() + ", " + one.rows() + " rows, " + one.rejectedRows()
                    + " rejected" + (one.target().isEmpty() ? "" : ", " + one.target())
                    + (one.note().isEmpty() ? "" : "; " + one.note()));
        }
        kinds.forEach((kind, counts) ->
                out.println(kind + ": " + counts[0] + " imported, " + counts[1] + " rows, " + counts[2] + " rejected"));
    }
}
