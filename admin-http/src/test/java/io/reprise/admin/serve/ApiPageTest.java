package io.reprise.admin.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.admin.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** docs/api.md lists the routes of the document that is served; {@code -Dreprise.docs=write} writes them there. */
class ApiPageTest {
    private static final String BEGIN = "<!-- routes: written by ApiPageTest -->\n";
    private static final String END = "<!-- end of routes -->\n";

    @TempDir
    private Path root;

    @Test
    void listsEveryRouteAsTheDocumentHasIt() throws IOException {
        Path page = Path.of(System.getProperty("reprise.home", "..")).resolve("docs/api.md");
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        String table;
        try (World world = World.empty(root, World.generous())) {
            table = table(Json.node(world.get("/openapi.json").body().getBytes(StandardCharsets.UTF_8)));
        }
        if ("write".equals(System.getProperty("reprise.docs"))) {
            Files.writeString(page, text.substring(0, begin) + table + text.substring(end));
            return;
        }
        assertEquals(
                table,
                text.substring(begin, end),
                "docs/api.md is old: ./mvnw -pl admin-http -am test -Dtest=ApiPageTest -Dreprise.docs=write -Dsurefire.failIfNoSpecifiedTests=false");
    }

    private static String table(JsonNode document) {
        StringBuilder table = new StringBuilder("| method and path | scope | what |\n|---|---|---|\n");
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode what = operation.getValue();
                    table.append("| `")
                            .append(operation.getKey().toUpperCase(Locale.ROOT))
                            .append(' ')
                            .append(path.getKey())
                            .append(parameters(what))
                            .append("` | ")
                            .append(what.has("x-scope") ? what.get("x-scope").asString() : "none")
                            .append(" | ")
                            .append(what.get("summary").asString())
                            .append(" |\n");
                }));
        return table.toString();
    }

    /** Names of what the query takes: {@code ?seq=&time=}. */
    private static String parameters(JsonNode operation) {
        StringBuilder names = new StringBuilder();
        if (operation.has("parameters")) {
            operation.get("parameters").forEach(parameter -> {
                if (parameter.get("in").asString().equals("query")) {
                    names.append(names.isEmpty() ? "?" : "&")
                            .append(parameter.get("name").asString())
                            .append('=');
                }
            });
        }
        return names.toString();
    }
}
