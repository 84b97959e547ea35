package io.reprise.research.proof;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The cases of {@code ../shared/expected}, outside of the project. */
final class ExpectedCases {
    static final Path SHARED = Path.of("../../shared");
    static final Path SAMPLES = Path.of("target/samples/ta4j-examples-0.18.jar");

    private ExpectedCases() {}

    /** One case: arguments, results and fills. Skips the test where it is not. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> named(String name) throws IOException {
        Path file = SHARED.resolve("expected/expected.json");
        assumeTrue(Files.exists(file), file + " is not there");
        return (Map<String, Object>) Json.object(Files.readString(file)).get(name);
    }

    /** The input of a case as a path that is here, or {@code jar!entry}. Skips the test where it is not. */
    static String input(TwinCase options) {
        String text = options.text("input");
        if (text.startsWith("ta4j-examples-0.18.jar!")) {
            assumeTrue(Files.exists(SAMPLES), SAMPLES + " is not there");
            return SAMPLES + text.substring(text.indexOf('!'));
        }
        Path file = text.startsWith("../shared/")
                ? SHARED.resolve(text.substring("../shared/".length()))
                : SHARED.resolve("expected").resolve(text);
        assumeTrue(Files.exists(file), file + " is not there");
        return file.toString();
    }

    /** SHA-256 of lines, one line feed after each. */
    static String sha256(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
