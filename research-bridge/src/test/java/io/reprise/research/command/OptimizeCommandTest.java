package io.reprise.research.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.research.store.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptimizeCommandTest {
    private static final int DAYS = 300;

    @TempDir
    private Path folder;

    private Path prices;

    @BeforeEach
    void writePrices() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder wide = new StringBuilder("Date,AA,BB,CC\n");
        double[] p = {100, 50, 20};
        for (int t = 0; t < DAYS; t++) {
            wide.append(LocalDate.of(2020, 1, 1).plusDays(t));
            for (int i = 0; i < p.length; i++) {
                p[i] *= 1 + 0.0005 + random.nextGaussian() * 0.01 * (i + 1);
                wide.append(',').append(t == 5 && i == 1 ? "" : p[i]);
            }
            wide.append('\n');
        }
        prices = folder.resolve("prices.csv");
        Files.writeString(prices, wide);
    }

    private Cli.Answer optimize(String... more) {
        String[] args = new String[more.length + 4];
        args[0] = "portfolio";
        args[1] = "optimize";
        args[2] = "--prices";
        args[3] = prices.toString();
        System.arraycopy(more, 0, args, 4, more.length);
        return Cli.run(args);
    }

    private static double number(Object value) {
        return ((BigDecimal) value).doubleValue();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> weights(Map<String, Object> answer) {
        return (Map<String, Object>) answer.get("weights");
    }

    @Test
    void everyMethodGivesWeightsWithinItsBudget() {
        for (String method : new String[] {
            "min-variance",
            "max-sharpe",
            "risk-parity",
            "hrp",
            "min-cvar",
            "kelly",
            "kelly-approximation",
            "equal-weight"
        }) {
            Cli.Answer answer = optimize("--method", method, "--json");
            assertEquals(0, answer.code(), answer.err());
            Map<String, Object> object = Json.map(answer.out());
            assertEquals(method, object.get("method"));
            assertEquals(1, object.get("droppedDays"));
            assertEquals(DAYS - 2, object.get("days"));
            double sum = weights(object).values().stream()
                    .mapToDouble(OptimizeCommandTest::number)
                    .sum();
            if (!method.startsWith("kelly")) {
                assertEquals(1, sum, 1e-9, method);
            }
            assertTrue(number(object.get("gap")) <= 1e-9, method);
        }
    }

    @Test
    void groupsTurnoverAndFrontierComeFromTheCommandLine() {
        Cli.Answer answer = optimize(
                "--method",
                "min-variance",
                "--group",
                "tail=BB,CC:0.5..1",
                "--current",
                "AA=0.6,BB=0.4",
                "--turnover",
                "0.4",
                "--frontier",
                "4",
                "--json");
        assertEquals(0, answer.code(), answer.err());
        Map<String, Object> w = weights(Json.map(answer.out()));
        assertTrue(number(w.get("BB")) + number(w.get("CC")) >= 0.5 - 1e-9, w.toString());
        assertTrue(
                Math.abs(number(w.get("AA")) - 0.6) + Math.abs(number(w.get("BB")) - 0.4) + number(w.get("CC"))
                        <= 0.4 + 1e-9,
                w.toString());
    }

    @Test
    void badInputIsOneSentence() throws IOException {
        said(
                optimize("--method", "min-variance", "--max-weight", "0.2"),
                "no weights keep to budget and bounds together");
        said(optimize("--method", "max-sharpe", "--risk-free", "9"), "max-sharpe is refused: no mean exceeds");
        said(
                optimize("--method", "hrp", "--max-weight", "0.35"),
                "hrp has one answer, and it breaks the constraints by");
        said(optimize("--method", "target-return"), "needs a --target");
        said(optimize("--method", "min-variance", "--group", "x"), "NAME=A,B,C:MIN..MAX");
        said(optimize("--method", "min-variance", "--assets", "AA,ZZ"), "has no asset 'ZZ' but AA, BB, CC");
        Files.writeString(prices, "Date,AA\n2020-01-01,1\n2020-01-02,-1\n");
        said(optimize("--method", "min-variance"), "line 3 of '" + prices + "' has a price of -1");
    }

    private static void said(Cli.Answer answer, String text) {
        assertTrue(answer.code() == 1 || answer.code() == 2, "code " + answer.code());
        assertTrue(answer.err().contains(text), answer.err());
        assertFalse(answer.err().contains("\tat "), answer.err());
    }

    @Test
    void aFolderWithAFileAnAssetGivesTheSame() throws IOException {
        Path panel = Files.createDirectory(folder.resolve("panel"));
        String[] names = {"AA", "BB", "CC"};
        StringBuilder[] files = {new StringBuilder(), new StringBuilder(), new StringBuilder()};
        for (String line : Files.readAllLines(prices)) {
            String[] cells = line.split(",", -1);
            for (int i = 0; i < 3; i++) {
                files[i].append(cells[0])
                        .append(',')
                        .append(line.startsWith("Date") ? "Close" : cells[i + 1])
                        .append('\n');
            }
        }
        for (int i = 0; i < 3; i++) {
            Files.writeString(panel.resolve(names[i] + ".csv"), files[i]);
        }
        String wide = optimize("--method", "risk-parity", "--json").out();
        String narrow = Cli.ok(
                "portfolio",
                "optimize",
                "--panel",
                panel.toString(),
                "--column",
                "Close",
                "--method",
                "risk-parity",
                "--json");
        assertEquals(wide, narrow);
    }
}
