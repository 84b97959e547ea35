package io.reprise.mcp.tools;

import io.reprise.mcp.server.Bounds;
import io.reprise.mcp.server.Resource;
import io.reprise.research.store.Json;
import io.reprise.research.workspace.MarketData;
import io.reprise.research.workspace.RunFolder;
import io.reprise.research.workspace.UnknownId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be read under an address: the catalogue of journals, runs and their reports, and the project's own pages. */
final class Resources {
    private static final String SCHEME = "reprise://";
    private static final Pattern PAGE = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final int LISTED_MAX = 200;

    private final Services services;
    private final Path home;

    /** @param home the project's folder, where its pages are */
    Resources(Services services, Path home) {
        this.services = services;
        this.home = home;
    }

    List<Resource> all() {
        return List.of(
                new Resource(
                        SCHEME + "journals",
                        "journals",
                        "The catalogue of market data.",
                        "application/json",
                        (uri, caller) -> fit(services.workspace().journals().stream()
                                .limit(LISTED_MAX)
                                .map(MarketData::id)
                                .toList())),
                new Resource(
                        SCHEME + "runs",
                        "runs",
                        "Ids of the finished backtests, newest first.",
                        "application/json",
                        (uri, caller) -> fit(services.workspace().runs().stream()
                                .limit(LISTED_MAX)
                                .map(RunFolder::id)
                                .toList())),
                new Resource(
                        SCHEME + "docs",
                        "docs",
                        "Names of the project's pages, to read under reprise://docs/NAME.",
                        "application/json",
                        (uri, caller) -> fit(pages())),
                new Resource(
                        SCHEME + "journals/{id}",
                        "journal",
                        "A market journal: what it holds, of what quality.",
                        "application/json",
                        (uri, caller) -> Json.pretty(services.workspace().journal(id(uri, "journals")))),
                new Resource(
                        SCHEME + "runs/{id}",
                        "report",
                        "A backtest's whole result, with settings and verdict.",
                        "application/json",
                        (uri, caller) -> bounded(Json.pretty(
                                services.workspace().run(id(uri, "runs")).result()))),
                new Resource(
                        SCHEME + "docs/{name}",
                        "page",
                        "A page of the project: semantics, live, counterfactuals, strategies, agents, ...",
                        "text/markdown",
                        (uri, caller) -> page(id(uri, "docs"))));
    }

    private static String fit(List<String> ids) {
        return bounded(Json.pretty(Map.of("items", ids)));
    }

    /** A resource is read whole, so a large one is cut with a word on how to get the rest. */
    private static String bounded(String text) {
        int max = 4 * Bounds.ANSWER_CHARS_MAX;
        return text.length() <= max ? text : text.substring(0, max) + "\n... cut: the tools page through the rest";
    }

    private static String id(String uri, String kind) {
        String start = SCHEME + kind + "/";
        if (!uri.startsWith(start) || uri.length() > 400) {
            throw new UnknownId("there is no such resource");
        }
        return uri.substring(start.length());
    }

    private List<String> pages() throws IOException {
        Path docs = home.resolve("docs");
        if (!Files.isDirectory(docs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(docs)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .map(name -> name.substring(0, name.length() - ".md".length()))
                    .sorted()
                    .toList();
        }
    }

    private String page(String name) throws IOException {
        Path file = home.resolve("docs").resolve(name + ".md");
        if (!PAGE.matcher(name).matches() || !Files.isRegularFile(file)) {
            throw new UnknownId("there is no page '" + (name.length() <= 64 ? name : "...") + "'");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return bounded(new String(in.readNBytes(1 << 20), StandardCharsets.UTF_8));
        }
    }
}
