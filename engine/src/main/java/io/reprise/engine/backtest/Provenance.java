package io.reprise.engine.backtest;

import io.reprise.engine.pipeline.StateDigest;
import io.reprise.engine.pipeline.StrategySpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which code ran: it stands in a run's header, so that a later replay can say that the code has changed. It decides
 * nothing; a replay by other code that gives the same bytes is verified all the same.
 *
 * @param codeVersion of the engine, see {@link #version}
 * @param codeSha256 SHA-256 of the engine's jar, {@value #DEVELOPMENT} when it ran from class folders
 * @param strategySha256 SHA-256 over the class files of the provider and of the strategy that it makes, nest mates included
 */
record Provenance(String codeVersion, String codeSha256, String strategySha256) {
    private static final String DEVELOPMENT = "development";
    private static final String CODE_VERSION = "code.version";
    private static final String CODE_SHA256 = "code.sha256";
    private static final String STRATEGY_SHA256 = "strategy.sha256";

    /** Of the code that runs now, with these strategies. */
    static Provenance now(List<StrategySpec> strategies) {
        MessageDigest classes = StateDigest.newSha256();
        strategies.stream()
                .flatMap(one -> Stream.of(one.provider(), one.provider().create(one.parameters())))
                .map(one -> one.getClass().getNestHost())
                .distinct()
                .flatMap(host -> Stream.of(host.getNestMembers()))
                .distinct()
                .sorted(Comparator.comparing(Class::getName))
                .forEach(one -> classes.update(bytes(one)));
        return new Provenance(version(), jarSha256(), HexFormat.of().formatHex(classes.digest()));
    }

    /** As a header has it; what the header lacks is empty. */
    static Provenance of(Map<String, String> texts) {
        return new Provenance(
                texts.getOrDefault(CODE_VERSION, ""),
                texts.getOrDefault(CODE_SHA256, ""),
                texts.getOrDefault(STRATEGY_SHA256, ""));
    }

    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(CODE_VERSION, codeVersion);
        texts.put(CODE_SHA256, codeSha256);
        texts.put(STRATEGY_SHA256, strategySha256);
        return texts;
    }

    /** How this code differs from that of the record, in one sentence; null when it does not. */
    String changeSince(Provenance recorded) {
        if (!strategySha256.equals(recorded.strategySha256)) {
            return "the strategy's classes are not those that were recorded: their SHA-256 was "
                    + recorded.strategySha256 + " and is now " + strategySha256;
        }
        if (!codeVersion.equals(recorded.codeVersion) || !codeSha256.equals(recorded.codeSha256)) {
            return "the engine is not the one that recorded: it was " + recorded.code() + " and is now " + code();
        }
        return null;
    }

    /** Version and SHA-256 of the engine. */
    String code() {
        return codeVersion + " (" + codeSha256 + ")";
    }

    /** The engine's version as its jar names it, or {@value #DEVELOPMENT} when it runs from class folders. */
    static String version() {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return version == null ? DEVELOPMENT : version;
    }

    private static String jarSha256() {
        CodeSource source = Provenance.class.getProtectionDomain().getCodeSource();
        try {
            Path jar = source == null ? null : Path.of(source.getLocation().toURI());
            return jar == null || !Files.isRegularFile(jar)
                    ? DEVELOPMENT
                    : HexFormat.of().formatHex(StateDigest.newSha256().digest(Files.readAllBytes(jar)));
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the engine's own jar cannot be read: " + e.getMessage(), e);
        }
    }

    /** The class file, or the name of a class that has none, such as a lambda's. */
    private static byte[] bytes(Class<?> one) {
        String file = one.getName().replace('.', '/') + ".class";
        ClassLoader loader = one.getClassLoader();
        try (InputStream in =
                loader == null ? ClassLoader.getSystemResourceAsStream(file) : loader.getResourceAsStream(file)) {
            return in == null ? one.getName().getBytes(StandardCharsets.UTF_8) : in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the class file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
