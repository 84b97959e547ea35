package io.reprise.research.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.reprise.research.history.StoreSql;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code query}: SQL over the cold store. */
@Command(
        name = "query",
        description = "Asks the cold store in SQL, of DuckDB's kind, over the views trades, quotes, books and bars"
                + " (docs/data.md). It can read the store, and nothing else.")
final class QueryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SQL",
            description = "A SELECT, such as \"SELECT symbol, count(*) FROM trades GROUP BY ALL\".")
    private String sql;

    @Option(
            names = "--store",
            defaultValue = StoreOptions.STORE,
            paramLabel = "DIR",
            description = "The cold store (default: ${DEFAULT-VALUE}).")
    private Path store;

    @ArgGroup
    private Shape shape = new Shape();

    private static final class Shape {
        @Option(names = "--csv", description = "Lines of comma-separated values, with a header (so unless --json).")
        private boolean csv;

        @Option(names = "--json", description = "One JSON object: columns, rows and rowCount.")
        private boolean json;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (StoreSql store = StoreSql.open(this.store)) {
            if (shape.json) {
                json(store, out);
            } else {
                store.query(sql, new CsvRows(out));
            }
        }
        return 0;
    }

    private record CsvRows(PrintWriter out) implements StoreSql.Rows {
        @Override
        public void columns(List<String> names) {
            out.println(names.stream().map(CsvRows::cell).collect(Collectors.joining(",")));
        }

        @Override
        public void row(List<Object> values) {
            out.println(values.stream()
                    .map(value -> value instanceof BigDecimal exact ? exact.toPlainString() : value)
                    .map(value -> value == null ? "" : cell(value.toString()))
                    .collect(Collectors.joining(",")));
        }

        private static String cell(String text) {
            boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
        }
    }

    private void json(StoreSql store, PrintWriter out) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.writeStartObject();
            long count = store.query(sql, new JsonRows(json));
            json.writeEndArray();
            json.writeNumberField("rowCount", count);
            json.writeEndObject();
        }
        out.println();
    }

    private record JsonRows(JsonGenerator json) implements StoreSql.Rows {
        @Override
        public void columns(List<String> names) throws IOException {
            json.writeArrayFieldStart("columns");
            for (String name : names) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("rows");
        }

        @Override
        public void row(List<Object> values) throws IOException {
            json.writeStartArray();
            for (Object value : values) {
                switch (value) {
                    case null -> json.writeNull();
                    case Boolean truth -> json.writeBoolean(truth);
                    case Double number when !Double.isFinite(number) -> json.writeNull();
                    case Float number when !Float.isFinite(number) -> json.writeNull();
                    case BigDecimal exact -> json.writeNumber(exact.toPlainString());
                    case BigInteger whole -> json.writeNumber(whole);
                    case Number number -> json.writeNumber(number.toString());
                    default -> json.writeString(value.toString());
                }
            }
            json.writeEndArray();
        }
    }
}
