package io.reprise.research.command;

import io.reprise.codecs.AssetClass;
import io.reprise.research.reference.ReferenceViews;
import io.reprise.research.reference.UniverseBuilder.Member;
import io.reprise.research.reference.UniverseBuilder.Universe;
import io.reprise.research.store.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code universe}: who was listed on a day. */
@Command(
        name = "universe",
        description = "Who was listed on a day, by permanent id and the ticker in force; those who died since are in.")
final class UniverseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--date", required = true, paramLabel = "DAY", description = "Such as 2008-09-15.")
    private String date;

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            description = "equity, crypto or commodity (default: ${DEFAULT-VALUE}).")
    private String assetClass = "equity";

    @Option(names = "--source", paramLabel = "NAME", description = "Only what it says: sp500, spy, pystock or coarse.")
    private String source;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Mixin
    private CollectionOption data;

    @Override
    public Integer call() {
        Universe universe =
                data.reference().universe(CollectionOption.day("--date", date), assetClassOf(assetClass), source);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(ReferenceViews.universe(universe)));
            return 0;
        }
        for (Member one : universe.members()) {
            out.println(one.ticker() + "\t" + one.id() + "\t" + String.join(" ", one.sources()));
        }
        List<String> notes = universe.notes();
        notes.forEach(note -> spec.commandLine().getErr().println(note));
        spec.commandLine().getErr().println(universe.members().size() + " listed on " + universe.date());
        spec.commandLine().getErr().flush();
        return 0;
    }

    private static AssetClass assetClassOf(String word) {
        try {
            return AssetClass.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "--class must be equity, crypto or commodity, not '" + word + "'", unknown);
        }
    }
}
