package io.reprise.research.access;

import io.reprise.engine.time.NanoClock;
import io.reprise.engine.time.Times;
import io.reprise.research.store.Json;
import io.reprise.research.store.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The tokens, in a file that only its owner reads. A token is 256 random bits, told once and stored as a SHA-256: nobody
 * guesses such a text, so nothing slower is needed. What another process changes (revokes, say) holds from the next call on.
 * Safe from any thread.
 */
public final class TokenStore {
    /** In the side-car's folder. */
    public static final String FILE = "tokens.json";
    /** The first token, in a file of its own until the operator takes it away. */
    public static final String FIRST_TOKEN_FILE = "admin-token";
    /** What the first token is called. */
    public static final String FIRST_TOKEN_NAME = "admin";

    private static final String PREFIX = "rpt_";
    private static final int SECRET_BYTES = 32;
    private static final int TOKENS_MAX = 1_000;
    private static final Pattern TEXT = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._@-]{0,63}");
    private static final String NOT_VALID = "the token is not valid: it is unknown, expired or revoked";

    private final Path file;
    private final NanoClock clock;
    private final SecureRandom random = new SecureRandom();
    private volatile Read read = new Read(null, List.of());

    /** The file as it was read, and by what it is told from a newer one. */
    private record Read(List<Object> version, List<Token> tokens) {}

    private record Content(List<Token> tokens) {}

    /**
     * A token that was just made.
     *
     * @param text the secret: shown once and nowhere stored
     * @param token what is stored
     */
    public record Created(String text, Token token) {
        @Override
        public String toString() {
            return "Created[" + token.name() + "]";
        }
    }

    private TokenStore(Path folder, NanoClock clock) {
        file = folder.resolve(FILE);
        this.clock = clock;
    }

    /** The store in a folder, which is made when the first token is. */
    public static TokenStore open(Path folder, NanoClock clock) {
        return new TokenStore(folder, clock);
    }

    /**
     * Makes the first token, with all rights, when there is none yet, and writes it to {@value #FIRST_TOKEN_FILE}.
     *
     * @return that file, when it was made now
     */
    public Optional<Path> firstStart() {
        if (!list().isEmpty()) {
            return Optional.empty();
        }
        Path told = file.resolveSibling(FIRST_TOKEN_FILE);
        PrivateFile.write(
                told,
                create(FIRST_TOKEN_NAME, Set.of(Scope.ADMIN), null, Budget.DEFAULT)
                                .text() + "\n");
        return Optional.of(told);
    }

    /**
     * Makes a token.
     *
     * @param expiresNs epoch ns, null for never
     */
    public Created create(String name, Collection<Scope> scopes, Long expiresNs, Budget budget) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a token cannot be called '" + name
                    + "': it takes 1 to 64 letters, digits, blanks and . _ @ -, beginning with a letter or a digit");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a token needs a scope");
        }
        long nowNs = clock.epochNs();
        if (expiresNs != null && expiresNs <= nowNs) {
            throw new IllegalArgumentException("a token cannot expire in the past, at " + Times.format(expiresNs));
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        String hash = HexFormat.of().formatHex(sha256(text));
        Token token = new Token(
                hash.substring(0, Token.ID_DIGITS),
                name,
                hash,
                scopes.stream().distinct().sorted().map(Scope::text).toList(),
                Times.format(nowNs),
                expiresNs == null ? null : Times.format(expiresNs),
                null,
                budget);
        change(tokens -> {
            if (tokens.stream().anyMatch(other -> other.name().equals(name) && isValid(other, nowNs))) {
                throw new IllegalArgumentException("there is a token '" + name + "' already; revoke it first");
            }
            if (tokens.size() >= TOKENS_MAX) {
                throw new IllegalArgumentException("there are " + TOKENS_MAX + " tokens already");
            }
            List<Token> more = new ArrayList<>(tokens);
            more.add(token);
            return more;
        });
        return new Created(text, token);
    }

    /** All that were ever made, in order. */
    public List<Token> list() {
        return current().tokens();
    }

    /** Ends a token, by its id or by the name of a valid one. */
    public Token revoke(String idOrName) {
        long nowNs = clock.epochNs();
        Token[] revoked = new Token[1];
        change(tokens -> tokens.stream()
                .map(token -> {
                    boolean isMeant =
                            token.id().equals(idOrName) || token.name().equals(idOrName);
                    if (!isMeant || token.revoked() != null) {
                        return token;
                    }
                    revoked[0] = token.revokedAt(Times.format(nowNs));
                    return revoked[0];
                })
                .toList());
        if (revoked[0] == null) {
            throw new IllegalArgumentException("there is no token '" + idOrName + "' to revoke");
        }
        return revoked[0];
    }

    /**
     * Who holds this token.
     *
     * @throws AccessDenied when nobody does; the reason is for the audit only
     */
    public Principal verify(String text) {
        if (text == null || text.isEmpty()) {
            throw new AccessDenied(AccessDenied.Reason.NO_TOKEN, "a token is needed: Authorization: Bearer TOKEN");
        }
        if (!TEXT.matcher(text).matches()) {
            throw new AccessDenied(AccessDenied.Reason.UNKNOWN, NOT_VALID);
        }
        byte[] hash = sha256(text);
        Token found = null;
        for (Token token : current().tokens()) {
            // Every one is compared to its end, so that the time tells nothing of where a hash differs.
            if (MessageDigest.isEqual(hash, HexFormat.of().parseHex(token.sha256()))) {
                found = token;
            }
        }
        if (found == null) {
            throw new AccessDenied(AccessDenied.Reason.UNKNOWN, NOT_VALID);
        }
        if (found.revoked() != null) {
            throw new AccessDenied(AccessDenied.Reason.REVOKED, NOT_VALID);
        }
        if (!isValid(found, clock.epochNs())) {
            throw new AccessDenied(AccessDenied.Reason.EXPIRED, NOT_VALID);
        }
        return found.principal();
    }

    private static boolean isValid(Token token, long nowNs) {
        return token.revoked() == null && (token.expires() == null || nowNs < Times.parse(token.expires()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private Read current() {
        try {
            if (!Files.exists(file)) {
                return new Read(null, List.of());
            }
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            List<Object> version =
                    List.of(found.lastModifiedTime(), found.size(), Objects.requireNonNullElse(found.fileKey(), ""));
            Read known = read;
            if (!version.equals(known.version())) {
                known = new Read(version, parse());
                read = known;
            }
            return known;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + file + ": " + failed.getMessage(), failed);
        }
    }

    private List<Token> parse() throws IOException {
        try {
            return List.copyOf(Json.read(Files.readString(file), Content.class).tokens());
        } catch (IllegalArgumentException notOurs) {
            throw new IllegalStateException(file + " is damaged: " + notOurs.getMessage(), notOurs);
        }
    }

    /** One process and one thread at a time. */
    private synchronized void change(UnaryOperator<List<Token>> change) {
        PrivateFile.folder(file.toAbsolutePath().getParent());
        try (FileChannel channel = FileChannel.open(
                        file.resolveSibling("tokens.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assert lock.isValid();
            List<Token> now = Files.exists(file) ? parse() : List.of();
            PrivateFile.write(file, Json.pretty(new Content(change.apply(now))));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot change " + file + ": " + failed.getMessage(), failed);
        }
    }
}
