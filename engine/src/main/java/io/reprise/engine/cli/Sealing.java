package io.reprise.engine.cli;

import io.reprise.engine.config.Configuration;
import io.reprise.engine.config.Setting;
import io.reprise.engine.seal.SealKeys;
import io.reprise.engine.seal.SealThread;
import io.reprise.engine.seal.Sealer;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Seals what a command writes, where the configuration says so. A journal that cannot be sealed is still a journal: that is
 * said once, and the command goes on. Owned by the command's thread.
 */
public final class Sealing {
    private final Configuration configuration;
    private final Consumer<String> notes;
    private boolean isOn;

    private Sealing(Configuration configuration, Consumer<String> notes) {
        this.configuration = configuration;
        this.notes = notes;
        this.isOn = configuration.flag(Setting.JOURNAL_SEAL);
    }

    /** @param notes told in one sentence of what could not be sealed, and why */
    public static Sealing of(Configuration configuration, Consumer<String> notes) {
        return new Sealing(configuration, notes);
    }

    private SealKeys keys() {
        return SealKeys.open(configuration.folder(Setting.JOURNAL_SEAL_KEYS));
    }

    /** Seals a closed journal that can be made again: nothing is forced to disk. */
    public void seal(Path journal) {
        if (isOn) {
            try {
                Sealer.seal(journal, keys(), false);
            } catch (IllegalStateException e) {
                failed(journal, e);
            }
        }
    }

    /** Starts to seal a journal that is being written; close it when that is closed. Null where there is no sealing. */
    public SealThread start(Path journal) {
        if (isOn) {
            try {
                return SealThread.start(journal, keys(), notes);
            } catch (IllegalStateException e) {
                failed(journal, e);
            }
        }
        return null;
    }

    private void failed(Path journal, IllegalStateException e) {
        isOn = false;
        notes.accept("note: " + journal + " is not sealed: " + e.getMessage());
    }
}
