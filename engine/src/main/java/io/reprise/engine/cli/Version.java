package io.reprise.engine.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: ours and the machine's. */
public final class Version implements IVersionProvider {
    /** The code version a run header names: the jar's, or {@code development} when run from class folders. */
    public static String code() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"reprise " + code() + " on Java " + Runtime.version()};
    }
}
