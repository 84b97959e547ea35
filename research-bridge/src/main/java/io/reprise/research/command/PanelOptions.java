package io.reprise.research.command;

import io.reprise.research.panel.PricePanel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which prices of which assets on which days. */
final class PanelOptions {
    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(
            names = "--column",
            paramLabel = "NAME",
            defaultValue = "Adj Close",
            description = "With --panel, the column of the price (default: ${DEFAULT-VALUE}).")
    private String column;

    @Option(
            names = "--assets",
            paramLabel = "A",
            split = ",",
            description = "Only these, in this order, with commas (default: all).")
    private List<String> assets = List.of();

    @Option(names = "--from", paramLabel = "DAY", description = "First day that counts, as written in the file.")
    private String from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last day that counts.")
    private String to;

    @Option(
            names = "--complete-assets",
            description = "Leaves out assets that lack a price on some day; otherwise such days are left out.")
    private boolean completeAssets;

    static final class Source {
        @Option(
                names = "--prices",
                paramLabel = "FILE",
                description = "A CSV, gzip or not: a header, then a day and a price of each asset a line.")
        private Path prices;

        @Option(
                names = "--panel",
                paramLabel = "DIR",
                description = "A folder with a CSV an asset, NAME.csv or NAME.csv.gz, the day first.")
        private Path panel;
    }

    PricePanel read() throws IOException {
        if (source.prices != null) {
            need(Files.isRegularFile(source.prices), "--prices", source.prices, "file");
            return PricePanel.wide(source.prices, assets, from, to, completeAssets);
        }
        need(Files.isDirectory(source.panel), "--panel", source.panel, "folder");
        return PricePanel.folder(source.panel, column, assets, from, to, completeAssets);
    }

    private static void need(boolean there, String option, Path path, String what) {
        if (!there) {
            throw new IllegalArgumentException(option + " '" + path + "' is no " + what);
        }
    }
}
