package io.reprise.research.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.engine.time.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
    @TempDir
    private Path folder;

    @Test
    void findsMarketJournalsByTheirIds() throws IOException {
        Workspace workspace = SmallWorkspace.in(folder);
        MarketData data = workspace.journal(SmallWorkspace.JOURNAL);
        assertEquals(List.of(data), workspace.journals());
        assertEquals("a wave", data.dataset());
        assertEquals(SmallWorkspace.BARS, data.events());
        assertEquals(64, data.sha256().length());
        assertEquals(SmallWorkspace.JOURNAL, workspace.id(workspace.path(SmallWorkspace.JOURNAL)));
    }

    @Test
    void letsNoIdLeadOutOfTheWorkspace() throws IOException {
        Workspace workspace = SmallWorkspace.in(folder);
        Path outside = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-outside"));
        Files.createDirectories(folder.resolve("data/side-car/audit"));
        Files.createDirectories(folder.resolve("secret/inner"));
        Files.createSymbolicLink(folder.resolve("data/link"), outside);
        Files.createSymbolicLink(folder.resolve("data/tokens"), folder.resolve("data/side-car/audit"));
        for (String id : new String[] {
            null,
            "",
            "data",
            "..",
            "data~..",
            "data~..~..~etc",
            "~etc",
            "data~~journals",
            "data/journals",
            "data~journals~.",
            "data~link",
            "data~side-car",
            "data~side-car~audit",
            "data~tokens",
            "secret~inner",
            "data~none",
            "data~journals~wave\0",
            "a".repeat(301),
            "data~" + "x~".repeat(20) + "y"
        }) {
            assertThrows(UnknownId.class, () -> workspace.path(id), String.valueOf(id));
        }
        Files.delete(outside);
    }

    @Test
    void takesOnlyPlainNamesForNewFolders() throws IOException {
        Workspace workspace = SmallWorkspace.in(folder);
        assertEquals(workspace.root().resolve("data/sessions/btc-1"), workspace.place(Workspace.SESSIONS, "btc-1"));
        for (String name : new String[] {null, "", "..", "a/b", "A", "-x", "x".repeat(65), "a b"}) {
            assertThrows(IllegalArgumentException.class, () -> workspace.place(Workspace.SESSIONS, name));
        }
    }

    @Test
    void tellsNobodyWhereOnThisMachineItIs() throws IOException {
        Workspace workspace = SmallWorkspace.in(folder);
        String root = workspace.root().toString();
        assertEquals(
                "data/sessions/btc/journal is damaged",
                workspace.shown(root + "/data/sessions/btc/journal is damaged"));
        assertEquals("there is nothing in the workspace", workspace.shown("there is nothing in " + root));
        assertEquals("cannot read a.conf", workspace.shown("cannot read /usr/local/share/a.conf"));
        assertEquals("'a folder' is none", workspace.shown("'/usr/local/' is none"));
        for (String same : new String[] {
            "GET /api/v1/sessions",
            "/values/fast must be a number",
            "1/2 of data/x",
            "https://a.example/usr/b",
            "",
            null
        }) {
            assertEquals(same, workspace.shown(same));
        }
    }

    @Test
    void givesCandlesPageByPage() throws IOException {
        Workspace workspace = SmallWorkspace.in(folder);
        Path journal = workspace.path(SmallWorkspace.JOURNAL);
        long fromNs = Times.parse("2023-11-14T22:20:00Z");
        MarketCandles.Candles first = MarketCandles.read(journal, "5m", fromNs, Long.MAX_VALUE, 2);
        assertEquals(
                Map.of(
                        "time",
                        "2023-11-14T22:20:00Z",
                        "open",
                        "114",
                        "high",
                        "116",
                        "low",
                        "109",
                        "close",
                        "111",
                        "volume",
                        "50"),
                first.items().getFirst());
        assertEquals("2023-11-14T22:30:00Z", first.nextFrom());
        MarketCandles.Candles all = MarketCandles.read(journal, "5m", Long.MIN_VALUE, Long.MAX_VALUE, 1_000);
        assertNull(all.nextFrom());
        assertEquals(SmallWorkspace.BARS / 5 + 1, all.items().size(), "the first and the last are not whole");
        assertThrows(
                IllegalArgumentException.class,
                () -> MarketCandles.read(journal, "30s", Long.MIN_VALUE, Long.MAX_VALUE, 10));
    }
}
