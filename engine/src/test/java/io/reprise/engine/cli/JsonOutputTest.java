package io.reprise.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonOutputTest {
    private final StringWriter writer = new StringWriter();

    @Test
    void keepsEightPlacesAndWritesNullForWhatIsNoNumber() {
        try (JsonOutput json = new JsonOutput(writer)) {
            json.fixed("cash", 1_000_000_000_000L)
                    .fixed("fee", -1)
                    .ratio("sharpe", Double.NaN)
                    .ratio("absent", (Double) null)
                    .ratio("totalReturn", 0.1)
                    .number("events", 99_982)
                    .flag("verified", true)
                    .text("note", null)
                    .texts("names", List.of("a", "b"));
        }
        assertEquals(
                "{\"cash\":10000.00000000,\"fee\":-0.00000001,\"sharpe\":null,\"absent\":null,\"totalReturn\":0.1,"
                        + "\"events\":99982,\"verified\":true,\"note\":null,\"names\":[\"a\",\"b\"]}",
                writer.toString().replaceAll("\\s", ""));
    }

    @Test
    void nestsObjectsAndLists() {
        try (JsonOutput json = new JsonOutput(writer)) {
            json.object("clock", () -> json.number("ns", 1)).array("runs", () -> {
                json.element(() -> json.text("dataset", "a"));
                json.element(() -> json.text("dataset", "b"));
            });
        }
        assertEquals(
                "{\"clock\":{\"ns\":1},\"runs\":[{\"dataset\":\"a\"},{\"dataset\":\"b\"}]}",
                writer.toString().replaceAll("\\s", ""));
    }
}
