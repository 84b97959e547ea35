package io.reprise.bench.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every trade of the load leads to one order, and the report tells of them; how fast is for people to look at. */
@Tag("slow")
final class LatencyReportTest {
    private static final int RATE = 2_000;
    /** The moving average that the strategy waits for is ready on the tenth trade. */
    private static final int TRADES_WITHOUT_ORDER = 9;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Topology.class,
            names = {"FUSED", "STAGED"})
    void ordersOnEveryTrade(Topology topology) throws Exception {
        RingSettings ring = new RingSettings(1024, RingSettings.Wait.BLOCKING);
        LatencyReport report = LatencyReport.measure(new LatencyReport.Request(topology, ring, RATE, 1, 1));
        StringWriter text = new StringWriter();
        try (PrintWriter out = new PrintWriter(text)) {
            report.json(out);
        }
        assertTrue(text.toString().contains("\"orders\" : " + (2 * RATE - TRADES_WITHOUT_ORDER)), text::toString);
        Path page = folder.resolve("page.html");
        report.page(page);
        assertEquals(5, Files.readString(page).split("<polyline", -1).length - 1);
    }
}
