package io.reprise.engine.hot;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import net.openhft.chronicle.values.ValueModel;

/**
 * Run by the build: compiles ahead the one class that Chronicle Map would write and compile when a process first uses a map,
 * 1.5 s of a core each time. Chronicle takes the class where there is one.
 */
final class MapClasses {
    /** What Chronicle Map implements at run time, which is not public. */
    private static final String STATE = "net.openhft.chronicle.hash.VanillaGlobalMutableState";

    private MapClasses() {}

    /** @param args folder of the module's classes */
    public static void main(String[] args) throws IOException, ReflectiveOperationException, URISyntaxException {
        Class<?> state = Class.forName(STATE);
        Path classes = Path.of(args[0]);
        String name = className();
        Path made = classes.resolve(name.replace('.', '/') + ".class");
        if (!isNewer(made, state) || !isNewer(made, ValueModel.class)) {
            compile(name, source(state, name), classes);
        }
    }

    /** Name of the class that is made. */
    static String className() {
        return STATE + ValueModel.$$NATIVE;
    }

    private static boolean isNewer(Path made, Class<?> than) throws IOException, URISyntaxException {
        Path jar =
                Path.of(than.getProtectionDomain().getCodeSource().getLocation().toURI());
        return Files.exists(made) && Files.getLastModifiedTime(made).compareTo(Files.getLastModifiedTime(jar)) > 0;
    }

    /** What Chronicle would compile. */
    private static String source(Class<?> state, String name) throws ReflectiveOperationException {
        Method generate = Class.forName("net.openhft.chronicle.values.Generators")
                .getDeclaredMethod("generateNativeClass", ValueModel.class, String.class);
        generate.setAccessible(true);
        return (String) generate.invoke(null, ValueModel.acquire(state), name.substring(name.lastIndexOf('.') + 1));
    }

    private static void compile(String name, String source, Path classes) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        URI uri = URI.create("string:///" + name.replace('.', '/') + ".java");
        JavaFileObject file = new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        List<String> options = List.of(
                "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none", "-nowarn");
        StringWriter said = new StringWriter();
        if (!javac.getTask(said, null, null, options, null, List.of(file)).call()) {
            throw new IllegalStateException("what Chronicle Map would compile does not compile: " + said);
        }
    }
}
