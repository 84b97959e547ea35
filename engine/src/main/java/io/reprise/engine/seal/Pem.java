package io.reprise.engine.seal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as text (RFC 7468), as OpenSSL reads and writes them. */
final class Pem {
    private static final int LINE_CHARS = 64;

    private Pem() {}

    static String encode(String label, byte[] der) {
        Base64.Encoder lines = Base64.getMimeEncoder(LINE_CHARS, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + label + "-----\n" + lines.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /**
     * The first block with a label.
     *
     * @throws IllegalArgumentException when there is none, or it is no Base64
     */
    static byte[] decode(String text, String label) {
        Matcher block = Pattern.compile(
                        "-----BEGIN " + label + "-----\\s*([A-Za-z0-9+/=\\s]*?)-----END " + label + "-----")
                .matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException("it holds no " + label);
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }
}
