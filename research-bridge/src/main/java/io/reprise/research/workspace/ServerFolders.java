package io.reprise.research.workspace;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes this machine's folders out of sentences that leave it. What lies in the workspace is told relative to it; of any
 * other place only the last name. Immutable.
 */
final class ServerFolders {
    private static final String NAME = "[\\w@+=.~-]+";

    private final String root;
    private final Pattern elsewhere = elsewhere();

    ServerFolders(Path root) {
        this.root = root.toString();
    }

    /** Paths that begin with a folder at the top of this machine, so that no address of the API is taken for one. */
    private static Pattern elsewhere() {
        String[] names = new File("/").list();
        String tops = Arrays.stream(names == null ? new String[] {"tmp", "home", "root", "usr", "var"} : names)
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile("(?<![\\w.~/])/(?:" + tops + ")/(?:" + NAME + "/)*(" + NAME + ")?");
    }

    String hiddenIn(String text) {
        if (text == null || text.indexOf('/') < 0) {
            return text;
        }
        String relative = text.replace(root + "/", "").replace(root, "the workspace");
        return elsewhere.matcher(relative).replaceAll(found -> found.group(1) == null ? "a folder" : found.group(1));
    }
}
