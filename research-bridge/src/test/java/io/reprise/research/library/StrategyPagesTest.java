package io.reprise.research.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyFamily;
import io.reprise.engine.strategy.StrategyProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The committed pages of the strategies are what their definitions say; {@code ./run.sh strategies docs} makes them so. */
final class StrategyPagesTest {
    private static final Path DOCS = Path.of(System.getProperty("reprise.home"), "docs");
    private static final StrategyCatalog CATALOG = StrategyCatalog.load(StrategyPagesTest.class.getClassLoader());
    /** Pages beside those of the strategies. */
    private static final Set<String> OTHERS = Set.of("results.md");

    @Test
    void everyStrategyHasThePageOfItsDefinition() throws IOException {
        for (Map.Entry<String, String> page : StrategyPages.pages(CATALOG).entrySet()) {
            Path file = DOCS.resolve(page.getKey());
            assertTrue(Files.exists(file), "./run.sh strategies docs makes " + page.getKey());
            assertEquals(page.getValue(), Files.readString(file), page.getKey());
        }
    }

    @Test
    void noPageIsOfAStrategyThatIsGone() throws IOException {
        TreeSet<String> pages;
        try (Stream<Path> files = Files.list(DOCS.resolve(StrategyPages.FOLDER))) {
            pages = files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
        pages.removeAll(OTHERS);
        CATALOG.all().forEach(provider -> pages.remove(provider.name() + ".md"));
        assertEquals(Set.of(), pages);
    }

    @Test
    void theOverviewListsThem() throws IOException {
        String page = Files.readString(DOCS.resolve(StrategyPages.OVERVIEW));
        assertEquals(page, StrategyPages.overview(CATALOG, page));
    }

    @Test
    void everyStrategyOfTheLibrarySaysAllThatAPageNeeds() {
        for (StrategyProvider provider : CATALOG.all()) {
            assertFalse(provider.notes().family() == StrategyFamily.OTHER, provider.name());
            assertFalse(provider.notes().rule().isEmpty(), provider.name());
            assertFalse(provider.notes().source().isEmpty(), provider.name());
            assertFalse(provider.notes().warmUp().isEmpty(), provider.name());
            assertEquals(
                    provider.notes().shorts(),
                    provider.notes().shorts()
                            && provider.parameters().stream()
                                    .anyMatch(parameter -> parameter.name().equals("shorts")),
                    provider.name());
        }
    }
}
