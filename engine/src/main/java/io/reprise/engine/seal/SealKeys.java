package io.reprise.engine.seal;

import io.reprise.engine.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.EnumSet;
import java.util.Set;

/**
 * The Ed25519 key pair that signs seals. It lies in a folder outside every journal: {@value #KEY_FILE}, which only its owner
 * may read, and the public key beside it as {@code KEYID.pub}, for others. Made at first use. Immutable.
 */
public final class SealKeys {
    /** Private and public key. */
    public static final String KEY_FILE = "seal.key";

    static final String ALGORITHM = "Ed25519";

    private static final String PRIVATE = "PRIVATE KEY";
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    private static final int FILE_BYTES_MAX = 16 << 10;

    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final String keyId;

    private SealKeys(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.keyId = PublicKeys.id(publicKey);
    }

    /**
     * Reads the key pair of a folder, making both if there is none.
     *
     * @throws JournalException when it cannot be made or read, or when others may read it
     */
    public static SealKeys open(Path folder) {
        Path file = folder.resolve(KEY_FILE);
        try {
            if (!Files.exists(file)) {
                create(folder, file);
            }
            SealKeys keys = read(file);
            keys.publish(folder);
            return keys;
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? "no permission or no such folder" : e.getReason();
            throw new JournalException("the key " + file + " cannot be made or read: " + reason, e);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new JournalException("the key " + file + " cannot be made or read: " + e.getMessage(), e);
        }
    }

    /** Whoever links the file into its place first has made the key; the others read that. */
    private static void create(Path folder, Path file) throws IOException, GeneralSecurityException {
        boolean isPosix =
                isPosix(Files.createDirectories(folder.toAbsolutePath().getParent()));
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, attributes(isPosix, "rwx------"));
        }
        KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        String text = Pem.encode(PRIVATE, pair.getPrivate().getEncoded())
                + Pem.encode(PublicKeys.LABEL, pair.getPublic().getEncoded());
        Path part = Files.createTempFile(folder, "." + KEY_FILE, ".part", attributes(isPosix, "rw-------"));
        try {
            writeForced(part, text);
            try {
                Files.createLink(file, part);
            } catch (FileAlreadyExistsException e) {
                // made by another process meanwhile
            } catch (UnsupportedOperationException | FileSystemException e) {
                Files.move(part, file); // where there are no links
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void writeForced(Path file, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    private static FileAttribute<?>[] attributes(boolean isPosix, String permissions) {
        return isPosix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static SealKeys read(Path file) throws IOException, GeneralSecurityException {
        if (isPosix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
            throw new JournalException(
                    "the key " + file + " is not used: others may read it; chmod 600 it, or make a new"
                            + " one by moving it away if they may have");
        }
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IllegalArgumentException("it is larger than a key can be");
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        PrivateKey privateKey =
                KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(Pem.decode(text, PRIVATE)));
        SealKeys keys = new SealKeys(privateKey, PublicKeys.decode(text));
        byte[] probe = keys.keyId.getBytes(StandardCharsets.US_ASCII);
        Signature verifier = Signature.getInstance(ALGORITHM);
        verifier.initVerify(keys.publicKey);
        verifier.update(probe);
        if (!verifier.verify(keys.sign(probe))) {
            throw new IllegalArgumentException("its public key is not that of its private key");
        }
        return keys;
    }

    private void publish(Path folder) throws IOException {
        Path file = folder.resolve(keyId + PublicKeys.SUFFIX);
        if (!Files.exists(file)) {
            Path part = Files.createTempFile(folder, "." + keyId, ".part");
            Files.writeString(part, PublicKeys.encode(publicKey));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Names the pair: SHA-256 of the public key's DER form, lower-case hex. */
    public String keyId() {
        return keyId;
    }

    byte[] sign(byte[] bytes) {
        try {
            Signature signer = Signature.getInstance(ALGORITHM);
            signer.initSign(privateKey);
            signer.update(bytes);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing failed: " + e.getMessage(), e);
        }
    }
}
