package io.reprise.engine.seal;

import io.reprise.engine.journal.JournalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The public keys whose seals are believed. Immutable.
 *
 * @param byId by key id, see {@link SealKeys#keyId}
 */
public record PublicKeys(Map<String, PublicKey> byId) {
    static final String SUFFIX = ".pub";
    static final String LABEL = "PUBLIC KEY";

    private static final int FILE_BYTES_MAX = 16 << 10;

    public PublicKeys {
        byId = Collections.unmodifiableMap(new TreeMap<>(byId));
    }

    /**
     * All {@code .pub} files of a key folder: the key that signs now, and those that did before it.
     *
     * @throws JournalException when there is none
     */
    public static PublicKeys ofFolder(Path folder) {
        List<Path> files = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                files = entries.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new JournalException("cannot list the keys in " + folder + ": " + e.getMessage(), e);
            }
        }
        if (files.isEmpty()) {
            throw new JournalException(
                    "there is no public key to check seals by in " + folder + ": --key FILE names one");
        }
        return ofFiles(files);
    }

    /**
     * The keys of files.
     *
     * @throws JournalException when one is no Ed25519 public key in PEM form
     */
    public static PublicKeys ofFiles(List<Path> files) {
        Map<String, PublicKey> keys = new TreeMap<>();
        for (Path file : files) {
            try {
                if (Files.size(file) > FILE_BYTES_MAX) {
                    throw new IllegalArgumentException("it is too large");
                }
                PublicKey key = decode(Files.readString(file, StandardCharsets.ISO_8859_1));
                keys.put(id(key), key);
            } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
                throw new JournalException(
                        file + " is not a public key of Ed25519 in PEM form (" + e.getMessage() + ")", e);
            }
        }
        return new PublicKeys(keys);
    }

    static PublicKey decode(String pem) throws GeneralSecurityException {
        return KeyFactory.getInstance(SealKeys.ALGORITHM)
                .generatePublic(new X509EncodedKeySpec(Pem.decode(pem, LABEL)));
    }

    static String encode(PublicKey key) {
        return Pem.encode(LABEL, key.getEncoded());
    }

    static String id(PublicKey key) {
        return Digests.sha256(key.getEncoded());
    }
}
