package io.reprise.engine.seal;

import io.reprise.engine.journal.JournalException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A flat JSON object, one member a line, whose last member is an Ed25519 signature of all bytes before it. Each object can be
 * written in one way only, and a file that would read back as anything else is refused. Immutable.
 */
final class SignedObject {
    /** No seal is larger. */
    static final int BYTES_MAX = 64 << 10;

    static final String KEY_ID = "keyId";

    private static final String SIGNATURE = "signature";
    private static final Pattern MEMBER =
            Pattern.compile("  \"([A-Za-z0-9.]{1,64})\" : (\"[A-Za-z0-9 ._/+-]{0,512}\"|-?[0-9]{1,19})");

    /** In lower case only, or a seal could be changed under a valid signature. */
    private static final Pattern SIGNATURE_VALUE = Pattern.compile("\"[0-9a-f]{128}\"");

    private final SequencedMap<String, String> members;
    private final byte[] file;

    private SignedObject(SequencedMap<String, String> members, byte[] file) {
        this.members = members;
        this.file = file;
    }

    /** Collects what is to be signed. */
    static final class Builder {
        private final SequencedMap<String, String> members = new LinkedHashMap<>();

        Builder text(String name, String value) {
            members.put(name, '"' + value + '"');
            return this;
        }

        Builder number(String name, long value) {
            members.put(name, Long.toString(value));
            return this;
        }

        /** Adds the key's id and the signature. */
        SignedObject sign(SealKeys keys) {
            text(KEY_ID, keys.keyId());
            String signed = body(members);
            text(SIGNATURE, HexFormat.of().formatHex(keys.sign(signed.getBytes(StandardCharsets.US_ASCII))));
            return new SignedObject(members, whole(members).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /**
     * Reads a file's bytes.
     *
     * @throws JournalException when they are not exactly what {@link Builder#sign} could have made
     */
    static SignedObject parse(byte[] file) {
        if (file.length > BYTES_MAX) {
            throw new JournalException("it is larger than a seal can be");
        }
        SequencedMap<String, String> members = new LinkedHashMap<>();
        new String(file, StandardCharsets.ISO_8859_1).lines().forEach(line -> {
            Matcher member = MEMBER.matcher(line.endsWith(",") ? line.substring(0, line.length() - 1) : line);
            if (member.matches()) {
                members.put(member.group(1), member.group(2));
            }
        });
        boolean isSigned = !members.isEmpty()
                && members.lastEntry().getKey().equals(SIGNATURE)
                && SIGNATURE_VALUE.matcher(members.lastEntry().getValue()).matches();
        if (!isSigned || !Arrays.equals(whole(members).getBytes(StandardCharsets.US_ASCII), file)) {
            throw new JournalException("it is not written as a seal is: cut or changed");
        }
        return new SignedObject(members, file.clone());
    }

    private static String body(SequencedMap<String, String> members) {
        StringBuilder text = new StringBuilder("{");
        members.forEach((name, value) -> {
            if (!name.equals(SIGNATURE)) {
                text.append(text.length() == 1 ? "\n" : ",\n");
                text.append("  \"").append(name).append("\" : ").append(value);
            }
        });
        return text.toString();
    }

    private static String whole(SequencedMap<String, String> members) {
        return body(members) + ",\n  \"" + SIGNATURE + "\" : " + members.get(SIGNATURE) + "\n}\n";
    }

    /** The bytes of the file. */
    byte[] file() {
        return file.clone();
    }

    /** SHA-256 of the file, lower-case hex: what the next seal names as the one before it. */
    String sha256() {
        return Digests.sha256(file);
    }

    String text(String name) {
        String value = members.get(name);
        if (value == null || value.charAt(0) != '"') {
            throw new JournalException("it lacks the text " + name);
        }
        return value.substring(1, value.length() - 1);
    }

    long number(String name) {
        try {
            return Long.parseLong(members.getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            throw new JournalException("it lacks the number " + name, e);
        }
    }

    /** Whether the names and their order are these. */
    boolean has(Iterable<String> names) {
        return String.join(",", members.sequencedKeySet())
                .equals(String.join(",", names) + "," + KEY_ID + "," + SIGNATURE);
    }

    boolean isSignedBy(PublicKey key) {
        try {
            Signature verifier = Signature.getInstance(SealKeys.ALGORITHM);
            verifier.initVerify(key);
            verifier.update(body(members).getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(HexFormat.of().parseHex(text(SIGNATURE)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false; // a signature that cannot be one is none
        }
    }
}
