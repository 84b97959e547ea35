package io.reprise.engine.cli;

import io.reprise.engine.backtest.Backtest;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: ours and the machine's. */
public final class Version implements IVersionProvider {
    /** The engine's version, as a run header names it. */
    public static String code() {
        return Backtest.codeVersion();
    }

    @Override
    public String[] getVersion() {
        return new String[] {"reprise " + code() + " on Java " + Runtime.version()};
    }
}
