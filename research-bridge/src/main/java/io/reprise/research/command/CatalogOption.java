package io.reprise.research.command;

import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import picocli.CommandLine.Option;

/** Which strategies a command knows: the library's, and those of a user's JAR files. */
final class CatalogOption {
    private static final String SERVICE = "META-INF/services/" + StrategyProvider.class.getName();

    @Option(names = "--strategies", paramLabel = "JAR", description = "A JAR with more strategies; repeatable.")
    private List<Path> jars = List.of();

    /** The catalogue; the class loader of the JARs lives as long as the process. */
    StrategyCatalog catalog() throws IOException {
        return StrategyCatalog.load(loader());
    }

    private ClassLoader loader() throws IOException {
        ClassLoader own = CatalogOption.class.getClassLoader();
        if (jars.isEmpty()) {
            return own;
        }
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = url(jars.get(i));
        }
        return new URLClassLoader(urls, own);
    }

    private static URL url(Path jar) throws MalformedURLException {
        if (!Files.exists(jar)) {
            throw new IllegalArgumentException("the strategies file " + jar + " does not exist");
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            if (zip.getEntry(SERVICE) == null) {
                throw new IllegalArgumentException("the JAR " + jar + " holds no strategy, for it has no " + SERVICE);
            }
        } catch (IOException notAJar) {
            throw new IllegalArgumentException("the strategies file " + jar + " is no JAR", notAJar);
        }
        return jar.toUri().toURL();
    }
}
