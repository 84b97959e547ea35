package io.reprise.engine.cli;

import io.reprise.engine.config.Configuration;
import io.reprise.engine.config.Setting;
import io.reprise.engine.seal.PublicKeys;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --key FILE}, mixed into every command that checks seals. */
public final class KeyOption {
    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "A public key whose seals are believed; repeatable. Without it, those in journal.sealKeys.")
    private List<Path> files = List.of();

    /** The keys to believe. */
    public PublicKeys keys(Configuration configuration) {
        return files.isEmpty()
                ? PublicKeys.ofFolder(configuration.folder(Setting.JOURNAL_SEAL_KEYS))
                : PublicKeys.ofFiles(files);
    }
}
