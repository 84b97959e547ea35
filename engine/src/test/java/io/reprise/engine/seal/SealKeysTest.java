package io.reprise.engine.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.engine.journal.JournalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key pair: made once, read ever after, its owner's alone. */
class SealKeysTest {
    @TempDir
    private Path folder;

    private void assumePosix() {
        assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "the file system has no owner-only files");
    }

    private String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void isMadeOnceForItsOwnerAlone() throws IOException {
        assumePosix();
        Path keys = folder.resolve("a/b/keys");
        SealKeys made = SealKeys.open(keys);
        assertEquals(made.keyId(), SealKeys.open(keys).keyId());
        assertEquals("rw-------", permissions(keys.resolve(SealKeys.KEY_FILE)));
        assertEquals("rwx------", permissions(keys));
        assertEquals(Set.of(made.keyId()), PublicKeys.ofFolder(keys).byId().keySet());
        String publicText = Files.readString(keys.resolve(made.keyId() + ".pub"));
        assertTrue(!publicText.contains("PRIVATE"), publicText);
    }

    @Test
    void refusesAKeyThatOthersMayRead() throws IOException {
        assumePosix();
        SealKeys.open(folder);
        Path file = folder.resolve(SealKeys.KEY_FILE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        String refused = assertThrows(JournalException.class, () -> SealKeys.open(folder))
                .getMessage();
        assertTrue(refused.contains("others may read it"), refused);
    }

    @Test
    void refusesWhatIsNoKey() throws IOException {
        SealKeys own = SealKeys.open(folder.resolve("own"));
        SealKeys other = SealKeys.open(folder.resolve("other"));
        Path file = folder.resolve("own").resolve(SealKeys.KEY_FILE);
        String ownText = Files.readString(file);
        String otherText = Files.readString(folder.resolve("other").resolve(SealKeys.KEY_FILE));
        String mixed = ownText.substring(0, ownText.indexOf("-----BEGIN PUBLIC"))
                + otherText.substring(otherText.indexOf("-----BEGIN PUBLIC"));
        for (String text : List.of("", "no key", mixed, ownText.replace("PRIVATE", "SECRET"))) {
            Files.writeString(file, text);
            String refused = assertThrows(JournalException.class, () -> SealKeys.open(folder.resolve("own")))
                    .getMessage();
            assertEquals(1, refused.lines().count());
            assertTrue(refused.startsWith("the key " + file + " cannot be made or read: "), refused);
        }
        assertTrue(!own.keyId().equals(other.keyId()));
        Path noKey = Files.writeString(folder.resolve("no.pub"), "no key");
        assertThrows(JournalException.class, () -> PublicKeys.ofFiles(List.of(noKey)));
        assertThrows(JournalException.class, () -> PublicKeys.ofFolder(folder.resolve("nowhere")));
    }

    @Test
    void whoeverComesFirstMakesIt() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<String>> openings = IntStream.range(0, 16)
                    .<Callable<String>>mapToObj(
                            i -> () -> SealKeys.open(folder.resolve("keys")).keyId())
                    .toList();
            Set<String> ids = threads.invokeAll(openings).stream()
                    .map(SealKeysTest::result)
                    .collect(Collectors.toSet());
            assertEquals(1, ids.size());
        }
        try (var files = Files.list(folder.resolve("keys"))) {
            assertEquals(2, files.count(), "no part is left");
        }
    }

    private static String result(Future<String> opening) {
        try {
            return opening.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The test vector 1 of RFC 8032, so that the signature is the one that everybody else means. */
    @Test
    void readsKeysAsOthersWriteThem() throws Exception {
        String pem = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
                + "-----END PUBLIC KEY-----\n";
        Path file = Files.writeString(folder.resolve("rfc8032.pub"), pem, StandardCharsets.US_ASCII);
        PublicKeys keys = PublicKeys.ofFiles(List.of(file));
        assertEquals(pem, PublicKeys.encode(keys.byId().values().iterator().next()));
    }
}
