package io.reprise.engine.seal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The program that is in every bundle, compiled once, away from our classes. */
final class BundledVerifier {
    /** What it says and its exit code. */
    record Answer(int code, String text) {}

    private final Method check;

    private BundledVerifier(Method check) {
        this.check = check;
    }

    /** Compiles it as Java 17, warnings being errors. */
    static BundledVerifier compile(Path folder) throws IOException, ReflectiveOperationException {
        String at = folder.toString();
        Path source = folder.resolve("Verify.java");
        Files.write(
                source,
                BundledVerifier.class.getResourceAsStream("/bundle/Verify.java").readAllBytes());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        List<String> options =
                List.of("-Xlint:all", "-Werror", "-cp", at, "--release", "17", "-d", at, source.toString());
        if (compiler.run(null, messages, messages, options.toArray(String[]::new)) != 0) {
            throw new AssertionError(messages.toString(StandardCharsets.UTF_8));
        }
        URLClassLoader alone =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        Method check = alone.loadClass("Verify").getDeclaredMethod("check", String[].class, PrintStream.class);
        check.setAccessible(true);
        return new BundledVerifier(check);
    }

    Answer run(String... args) throws ReflectiveOperationException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8)) {
            return new Answer((int) check.invoke(null, args, out), text.toString(StandardCharsets.UTF_8));
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
