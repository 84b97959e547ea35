package io.reprise.research.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.feature.FeatureCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Registry and page of the features are what their definitions say; {@code ./run.sh features docs} makes them so. */
final class FeaturePagesTest {
    private static final Path HOME = Path.of(System.getProperty("reprise.home"));

    @Test
    void registryAndPageAreThoseOfTheDefinitions() throws IOException {
        for (Map.Entry<String, String> page : FeaturePages.pages().entrySet()) {
            Path file = HOME.resolve(page.getKey());
            assertTrue(Files.exists(file), "./run.sh features docs makes " + page.getKey());
            assertEquals(page.getValue(), Files.readString(file), page.getKey());
        }
    }

    @Test
    void bothHoldEveryVersionOfEveryFeature() {
        assertEquals(FeatureCatalog.all().size(), FeatureSheet.all().size());
        FeatureCatalog.all().forEach(definition -> {
            String page = FeaturePages.pages().get(FeaturePages.PAGE);
            assertTrue(page.contains("| `" + definition.id() + "` |"), definition.id());
        });
    }
}
