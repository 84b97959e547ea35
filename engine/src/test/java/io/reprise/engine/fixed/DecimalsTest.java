package io.reprise.engine.fixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
    private static final long SEED = 42L;
    private static final int STEPS = 300_000;
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    @ParameterizedTest
    @CsvSource({
        "1, 100000000",
        "+1, 100000000",
        "-0, 0",
        ".5, 50000000",
        "5., 500000000",
        "5.33e-05, 5330",
        "1E3, 100000000000",
        "1e+3, 100000000000",
        "0.000000005, 0",
        "0.000000015, 2",
        "0.0000000050000000000000000000000000000001, 1",
        "-0.000000025, -2",
        "-0.000000035, -4",
        "0.000000009999, 1",
        "1e-9, 0",
        "6e-9, 1",
        "99999999999999999999e-30, 0",
        "0.00e99999999999999999999, 0",
        "1e-99999999999999999999, 0",
        "000000000000000000000000000001.5, 150000000",
        "92233720368.54775807, 9223372036854775807",
        "92233720368.547758074999, 9223372036854775807",
        "-92233720368.54775807, -9223372036854775807"
    })
    void readsExactly(String text, long expected) {
        assertEquals(expected, Decimals.parse(text));
        byte[] ascii = ("x" + text + "y").getBytes(StandardCharsets.US_ASCII);
        assertEquals(expected, Decimals.parse(ascii, 1, ascii.length - 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", ".", "+.", "e5", "1e", "1e+", "1.2.3", "1,5", " 1", "1 ", "--1", "1e5.0", "0x10", "NaN", "abc",
                "1_000", "٣", "1e5e"
            })
    void refusesWhatIsNoNumber(String text) {
        String message = assertThrows(NumberFormatException.class, () -> Decimals.parse(text))
                .getMessage();
        assertEquals(
                text.isEmpty()
                        ? "a decimal number is needed where the text is empty"
                        : "'" + text + "' is not a decimal number",
                message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"92233720368.54775808", "-92233720368.54775808", "92233720368.547758075", "1e11", "1e999999"})
    void refusesWhatIsTooLarge(String text) {
        String message = assertThrows(NumberFormatException.class, () -> Decimals.parse(text))
                .getMessage();
        assertEquals("'" + text + "' is too large: at most 92233720368.54775807 fits", message);
    }

    @Test
    void readsOtherScales() {
        assertEquals(7_500_000L, Decimals.parseScaled("0.0000075", 12));
        assertEquals(750_000_000L, Decimals.parse("7.5"), "basis points at 1e-8 are fractions at 1e-12");
        assertEquals(12, Decimals.parseScaled("12.5", 0));
        assertEquals(1_000_000_000_000_000_000L, Decimals.parseScaled("1", 18));
        assertThrows(NumberFormatException.class, () -> Decimals.parseScaled("9.3", 18));
        assertThrows(IllegalArgumentException.class, () -> Decimals.parseScaled("1", 19));
    }

    @Test
    void agreesWithBigDecimal() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int step = 0; step < STEPS; step++) {
            String text = anyText(random);
            int places = random.nextBoolean() ? 8 : random.nextInt(0, 19);
            BigInteger expected = new BigDecimal(text)
                    .movePointRight(places)
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .toBigIntegerExact();
            String at = "seed " + SEED + " step " + step + ": " + text;
            if (expected.abs().compareTo(MAX) > 0) {
                assertThrows(NumberFormatException.class, () -> Decimals.parseScaled(text, places), at);
            } else {
                assertEquals(expected.longValueExact(), Decimals.parseScaled(text, places), at);
            }
        }
    }

    @Test
    void formatsWhatItReadsBack() {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] ascii = new byte[64];
        for (int step = 0; step < STEPS; step++) {
            long value = FixedTest.anySize(random);
            BigDecimal exact = BigDecimal.valueOf(value, 8);
            assertEquals(exact.toPlainString(), Decimals.format(value));
            String plain = value == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
            assertEquals(plain, Decimals.plain(value));
            int length = Decimals.format(value, ascii, 7);
            if (value != Long.MIN_VALUE) {
                assertEquals(value, Decimals.parse(ascii, 7, 7 + length));
                assertEquals(value, Decimals.parse(plain));
            }
        }
    }

    @Test
    void formatsEdges() {
        assertEquals("0.00000000", Decimals.format(0));
        assertEquals("-0.00000001", Decimals.format(-1));
        assertEquals("-92233720368.54775808", Decimals.format(Long.MIN_VALUE));
        assertEquals("92233720368.54775807", Decimals.format(Long.MAX_VALUE));
        assertEquals("100", Decimals.plain(100 * Fixed.ONE));
        assertEquals("0", Decimals.plain(0));
        assertEquals("-0.1", Decimals.plain(-Fixed.ONE / 10));
    }

    private static String anyText(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        text.append(new String[] {"", "-", "+"}[random.nextInt(3)]);
        int digits = random.nextInt(1, random.nextInt(8) == 0 ? 45 : 20);
        int point = random.nextInt(-3, digits + 1);
        for (int i = 0; i < digits; i++) {
            text.append(i == point ? "." : "");
            int digit = random.nextInt(10);
            text.append(random.nextInt(4) == 0 ? (digit < 5 ? 0 : 5) : digit); // ties happen
        }
        if (random.nextInt(3) == 0) {
            text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(-30, 20));
        }
        return text.toString();
    }
}
