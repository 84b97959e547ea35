package io.reprise.admin.serve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Makes a TLS context of a key that an operator has: a PKCS12 file, or a key and its certificates in PEM. Without state. */
final class Tls {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final char[] NONE = {};

    private Tls() {}

    /**
     * The context.
     *
     * @param key a PKCS12 file, or a PEM file with an unencrypted PKCS8 key
     * @param certificates a PEM file with the certificates of a PEM key, null when they are in the key's file
     * @param password of a PKCS12 file, null for none
     * @throws IllegalArgumentException in one sentence, when there is no such key
     */
    static SSLContext context(Path key, Path certificates, char[] password) throws IOException {
        try {
            boolean isStore = key.toString().toLowerCase(Locale.ROOT).matches(".*\\.(p12|pfx)");
            KeyStore store = isStore ? pkcs12(key, password) : pem(key, certificates == null ? key : certificates);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, isStore && password != null ? password : NONE);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException notOne) {
            throw new IllegalArgumentException(
                    "the key in " + key + " cannot be used for TLS: " + notOne.getMessage(), notOne);
        }
    }

    private static KeyStore pkcs12(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(file)) {
            store.load(bytes, password == null ? NONE : password);
        } catch (IOException notOne) {
            if (Files.isReadable(file)) {
                throw new IllegalArgumentException(
                        "the key store " + file + " does not open: it is no PKCS12 file, or has another password",
                        notOne);
            }
            throw notOne;
        }
        return store;
    }

    private static KeyStore pem(Path keyFile, Path certificateFile) throws IOException, GeneralSecurityException {
        Matcher found = KEY.matcher(Files.readString(keyFile, StandardCharsets.US_ASCII));
        if (!found.find()) {
            throw new IllegalArgumentException("there is no unencrypted PKCS8 key (BEGIN PRIVATE KEY) in " + keyFile);
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
        PrivateKey key = null;
        for (String algorithm : ALGORITHMS) {
            try {
                key = KeyFactory.getInstance(algorithm).generatePrivate(encoded);
                break;
            } catch (GeneralSecurityException another) {
                // tried below
            }
        }
        if (key == null) {
            throw new IllegalArgumentException("the key in " + keyFile + " is of none of the kinds " + ALGORITHMS);
        }
        Certificate[] chain;
        try (InputStream bytes = Files.newInputStream(certificateFile)) {
            String text = new String(bytes.readAllBytes(), StandardCharsets.US_ASCII);
            int from = text.indexOf("-----BEGIN CERTIFICATE-----");
            if (from < 0) {
                throw new IllegalArgumentException("there is no certificate in " + certificateFile);
            }
            chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new java.io.ByteArrayInputStream(
                            text.replaceAll("(?s)-----BEGIN PRIVATE KEY-----.*?-----END PRIVATE KEY-----", "")
                                    .getBytes(StandardCharsets.US_ASCII)))
                    .toArray(Certificate[]::new);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NONE);
        store.setKeyEntry("side-car", key, NONE, chain);
        return store;
    }
}
