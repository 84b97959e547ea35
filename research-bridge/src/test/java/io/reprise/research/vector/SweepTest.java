package io.reprise.research.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.research.library.RandomMarket;
import io.reprise.research.vector.Sweep.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SweepTest {
    private static final StrategyProvider CROSS =
            StrategyCatalog.load(SweepTest.class.getClassLoader()).find("sma-cross");

    @TempDir
    private Path folder;

    private static Grid grid(String fast, String slow, long drawn, long seed) {
        return Grid.of(CROSS, Map.of(), Map.of("fast", fast, "slow", slow), drawn, seed);
    }

    @Test
    void theNumberOfThreadsAndTheOtherCellsChangeNothing() throws IOException, InterruptedException {
        Path journal = new RandomMarket(folder).bars(5, 2_500);
        BarTable table = BarTable.read(journal);
        RunConfig config = RandomMarket.request("sma-cross", null, journal).config();
        List<Cell> one = Sweep.run(table, CROSS, grid("2..9", "10..40:3", 0, 0).sets(), config, 1, part -> {});
        List<Cell> three =
                Sweep.run(table, CROSS, grid("2..9", "10..40:3", 0, 0).sets(), config, 3, part -> {});
        assertEquals(88, one.size());
        assertEquals(one, three);
        for (Cell cell : one) {
            VectorResult alone = VectorBacktest.run(table, CROSS, cell.parameters(), config, (_, _, _, _, _, _) -> {});
            assertEquals(alone, cell.result());
        }
        SweepFiles.write(folder, one);
        assertEquals(89, Files.readAllLines(folder.resolve(SweepFiles.CSV)).size());
        assertEquals(88, rows(folder.resolve(SweepFiles.PARQUET)));
    }

    private static long rows(Path parquet) throws IOException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet rows = duck.createStatement()
                        .executeQuery("SELECT count(*) FROM '" + parquet + "' WHERE \"finalEquity\" > 0")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
    }

    @Test
    void aGridHasEveryCombinationThatTheStrategyTakes() {
        Grid grid = grid("10,20", "15..25:5", 0, 0);
        assertEquals(4, grid.sets().size(), "20 is not below 15 and 20");
        assertEquals(2, grid.refused());
        assertEquals(List.of("15", "20", "25"), grid.axes().get("slow"));
        assertEquals(6, Grid.cells(Map.of("fast", "10,20", "slow", "15..25:5"), 0));
    }

    @Test
    void drawsWithoutRepetitionAndTheSameForASeed() {
        Grid drawn = grid("2..50", "60..200", 100, 9);
        assertEquals(100, drawn.sets().size());
        assertEquals(100, drawn.sets().stream().distinct().count());
        assertEquals(drawn.sets(), grid("2..50", "60..200", 100, 9).sets());
        assertTrue(!drawn.sets().equals(grid("2..50", "60..200", 100, 10).sets()));
        assertEquals(6, grid("2..3", "60..62", 100, 9).sets().size(), "there are no more");
    }

    @Test
    void refusesInOneSentence() {
        refused("are not understood", "2..", "60");
        refused("are not understood", "9..2", "60");
        refused("refuses every combination", "20", "10");
        refused("at most 1000000 cells", "2..2000", "3..2000");
        refused("fast cannot be '0'", "0", "10");
    }

    private static void refused(String sentence, String fast, String slow) {
        String message = assertThrows(IllegalArgumentException.class, () -> grid(fast, slow, 0, 0))
                .getMessage();
        assertTrue(message.contains(sentence), message);
    }
}
