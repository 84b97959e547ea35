package io.reprise.research.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class IngestCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Samples samples;

    @BeforeEach
    void makeSamples() {
        samples = new Samples(folder);
    }

    private int run(String... arguments) {
        return new CommandLine(new IngestCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private String journal() {
        return samples.journal().toString();
    }

    @Test
    void saysWhatItDid() {
        String file = samples.file("a.csv", "100,1,1", "101,1,0", "102,1,1");
        assertEquals(0, run("--format", "bitstamp-csv", file, "--instrument", "BTC-EUR.X", "--journal", journal()));
        assertTrue(out.toString().startsWith("Ingested 2 trades of BTC-EUR.X, rejected 1, "), out.toString());
        assertTrue(out.toString().contains("  line 2: quantity 0 is not above 0: 101,1,0"), out.toString());
        assertTrue(
                out.toString().contains(": 2 events from 1970-01-01T00:01:40Z to 1970-01-01T00:01:42Z"),
                out.toString());
        assertTrue(samples.frames().getFirst().contains(" EUR "));
        assertEquals(0, run("--format", "bitstamp-csv", file, "--journal", journal()));
        assertTrue(out.toString().contains("Nothing new"), out.toString());
    }

    @Test
    void printsOneJsonObject() throws IOException {
        String file = samples.file("a.csv", "100,1,1", "101,1,0");
        assertEquals(0, run("--format", "bitstamp-csv", file, "--journal", journal(), "--json"));
        List<String> keys = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(out.toString())) {
            while (parser.nextToken() != null) {
                if (parser.currentName() != null && parser.currentToken().isScalarValue()) {
                    keys.add(parser.currentName() + "=" + parser.getText());
                }
            }
        }
        assertTrue(keys.contains("acceptedRows=1"), keys.toString());
        assertTrue(keys.contains("rejectedRows=1"), keys.toString());
        assertTrue(keys.contains("firstTsEventNs=100000000000"), keys.toString());
        assertTrue(keys.contains("alreadyIngested=false"), keys.toString());
    }

    @Test
    void failsInOneSentence() {
        assertEquals(1, run("--format", "bitstamp-csv", folder.resolve("none").toString(), "--journal", journal()));
        assertEquals("reprise: there is no file " + folder.resolve("none") + "\n", err.toString());
        assertEquals("", out.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--format nothing F --journal J",
                "--format bitstamp-csv F",
                "--format bitstamp-csv --journal J",
                "F --journal J",
                "--format bitstamp-csv F --journal J --stamp end",
                "--format ohlcv-csv F --journal J --stamp middle",
                "--format ohlcv-csv F --journal J --bar 100t",
                "--format ohlcv-csv F --journal J --bar x",
                "--format ohlcv-csv F --journal J --volume some",
                "--format ohlcv-csv F --journal J --zone Mars",
                "--format ohlcv-csv F --journal J --tick 0",
                "--format ohlcv-csv F --journal J --lot a",
                "--format ohlcv-csv F --journal J --asset-class null-val",
                "--format ohlcv-csv F --journal J --feed-latency-ms -1",
                "--format ohlcv-csv F --journal J --feed-latency-ms x",
                "--format ohlcv-csv F --journal J --colour red"
            })
    void badUsageIsExitTwo(String line) {
        assertEquals(2, run(line.split(" ")), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void listsTheFormats() {
        assertEquals(0, run("--formats"));
        assertTrue(out.toString().contains("bitstamp-trades, bitstamp-csv\n    Bitstamp trades"), out.toString());
    }
}
