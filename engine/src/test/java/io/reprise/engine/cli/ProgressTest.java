package io.reprise.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void showsHowFarTheWorkIs() {
        assertEquals("ingest ...", Progress.text("ingest", 0, 0));
        assertEquals("ingest: 1,500", Progress.text("ingest", 1_500, 0));
        assertEquals("replay: 50,000 of 200,000 (25 %)", Progress.text("replay", 50_000, 200_000));
    }

    @Test
    void saysNothingOfShortWork() {
        StringWriter err = new StringWriter();
        try (Progress progress = Progress.start("ingest", new PrintWriter(err), false)) {
            progress.at(1, 2);
        }
        assertEquals("", err.toString());
    }
}
