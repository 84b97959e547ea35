package io.reprise.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page for people says what the code says. */
class OrdersPageTest {
    private static final Path PAGE = Path.of(System.getProperty("reprise.home", ".."), "docs", "orders.md");

    @Test
    void isWhatTheCodeSays() throws IOException {
        String page = Files.readString(PAGE);
        assertEquals(OrdersPage.text(page), page, "docs/orders.md is stale: run OrdersPage.main on it");
    }
}
