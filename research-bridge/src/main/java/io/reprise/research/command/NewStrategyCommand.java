package io.reprise.research.command;

import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code new-strategy}: a strategy of the user's own, outside this tree, that builds and runs as it is. */
@Command(name = "new-strategy", description = "Makes the folder of a new strategy that builds and runs as it is.")
final class NewStrategyCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int NAME_MAX = 39;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits and dashes, such as my-idea.")
    private String name;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where to make it (default: NAME in the current folder).")
    private Path folder;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (!NAME.matcher(name).matches() || name.length() > NAME_MAX) {
            throw new IllegalArgumentException("a strategy cannot be called '" + name
                    + "': a name is lower-case letters and digits with single dashes between, at most " + NAME_MAX);
        }
        if (StrategyCatalog.load(NewStrategyCommand.class.getClassLoader()).all().stream()
                .anyMatch(known -> known.name().equals(name))) {
            throw new IllegalArgumentException("there is a strategy called '" + name + "' in the library already");
        }
        Path target = folder == null ? Path.of(name) : folder;
        if (Files.exists(target)) {
            throw new IllegalArgumentException(target + " exists already: choose another place with --dir");
        }
        Map<String, String> words = words();
        String packagePath = words.get("package").replace('.', '/');
        Path sources = Files.createDirectories(target.resolve("src").resolve(packagePath));
        write(sources.resolve(words.get("class") + ".java"), "Strategy.java.txt", words);
        write(sources.resolve(words.get("class") + "Provider.java"), "Provider.java.txt", words);
        Path build = target.resolve("build.sh");
        write(build, "build.sh.txt", words);
        if (!build.toFile().setExecutable(true)) {
            throw new IOException(build + " cannot be made executable");
        }
        print(target.toAbsolutePath().normalize(), build.toAbsolutePath().normalize());
        return 0;
    }

    private void print(Path made, Path build) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            try (JsonOutput object = new JsonOutput(out)) {
                object.text("strategy", name).text("folder", made.toString()).text("build", build.toString());
            }
            return;
        }
        out.println("made     " + made);
        out.println("build    " + build + " packs it and says how to run it");
    }

    private Map<String, String> words() {
        StringBuilder className = new StringBuilder();
        for (String part : name.split("-")) {
            className.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
        }
        return Map.of(
                "name",
                name,
                "class",
                className.append("Strategy").toString(),
                "package",
                "user.strategies",
                "home",
                Path.of(System.getProperty("reprise.home", "."))
                        .toAbsolutePath()
                        .normalize()
                        .toString());
    }

    private static void write(Path file, String template, Map<String, String> words) throws IOException {
        String text;
        try (InputStream in = NewStrategyCommand.class.getResourceAsStream("new-strategy/" + template)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Map.Entry<String, String> word : words.entrySet()) {
            text = text.replace("@" + word.getKey() + "@", word.getValue());
        }
        Files.writeString(file, text);
    }
}
