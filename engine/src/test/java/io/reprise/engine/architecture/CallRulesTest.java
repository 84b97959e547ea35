package io.reprise.engine.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.reprise.engine.domain.HotPath;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may be called from where: the clock from one package, the costly things from no hot path. */
class CallRulesTest {
    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.InstantSource.system");
    private static final Set<String> BOXES = Set.of(
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Double",
            "java.lang.Float",
            "java.lang.Short",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Boolean");
    private static final Set<String> RANDOMS = Set.of("java.lang.Math.random", "java.util.UUID.randomUUID");
    private static final Set<String> FORMATTERS =
            Set.of("format", "formatted", "join", "split", "replaceAll", "concat");

    @Test
    void onlyTimeReadsAClock() {
        assertNoCalls(
                caller -> !"time".equals(EngineClasses.packageOf(caller.getOwner())),
                call -> CLOCKS.contains(name(call)));
    }

    @Test
    void nothingDrawsUnseededRandomNumbers() {
        assertNoCalls(
                caller -> true,
                call -> RANDOMS.contains(name(call)) || owner(call).equals("java.util.concurrent.ThreadLocalRandom"));
    }

    @Test
    void hotPathNeitherAllocatesNorFormatsNorBlocks() {
        assertNoCalls(CallRulesTest::isHot, CallRulesTest::isCostly);
    }

    @Test
    void catchesACostlyCallOnTheHotPath() {
        JavaClasses fixture = new ClassFileImporter().importClasses(Hot.class);
        assertEquals(
                List.of("boxes", "formats", "iterates"),
                callers(fixture, CallRulesTest::isHot, CallRulesTest::isCostly));
    }

    @HotPath
    private static final class Hot {
        private final List<Long> values = List.of();

        long iterates() {
            long sum = 0;
            for (long value : values) {
                sum += value;
            }
            return sum;
        }

        Object boxes(long value) {
            return value;
        }

        String formats(long value) {
            return "%d".formatted(value);
        }

        long adds(long a, long b) {
            return Math.addExact(a, b);
        }
    }

    private static boolean isHot(JavaCodeUnit caller) {
        if (!(caller instanceof JavaMethod) || caller.getName().equals("toString")) {
            return false;
        }
        return caller.isAnnotatedWith(HotPath.class) || caller.getOwner().isAnnotatedWith(HotPath.class);
    }

    private static boolean isCostly(JavaMethodCall call) {
        String owner = owner(call);
        String method = call.getTarget().getName();
        return owner.equals("java.lang.String") && FORMATTERS.contains(method)
                || owner.startsWith("java.util.stream.")
                || method.equals("stream") && owner.startsWith("java.util.")
                || method.equals("valueOf") && BOXES.contains(owner)
                || method.equals("values") && call.getTargetOwner().isEnum()
                || (method.equals("iterator") || method.equals("entrySet") || method.equals("keySet"))
                || owner.startsWith("org.slf4j.")
                || owner.startsWith("java.util.logging.")
                || owner.startsWith("java.util.regex.")
                || owner.startsWith("java.util.concurrent.locks.")
                || owner.startsWith("java.nio.file.")
                || owner.startsWith("java.io.")
                || owner.startsWith("java.math.")
                || owner.equals("java.lang.Thread") && method.equals("sleep");
    }

    private static void assertNoCalls(Predicate<JavaCodeUnit> from, Predicate<JavaMethodCall> bad) {
        TreeSet<String> violations = new TreeSet<>();
        calls(EngineClasses.ALL, from, bad).forEach(call -> violations.add(call.getDescription()));
        assertEquals("", String.join("\n", violations));
    }

    private static List<String> callers(
            JavaClasses classes, Predicate<JavaCodeUnit> from, Predicate<JavaMethodCall> bad) {
        return calls(classes, from, bad)
                .map(call -> call.getOrigin().getName())
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<JavaMethodCall> calls(
            JavaClasses classes, Predicate<JavaCodeUnit> from, Predicate<JavaMethodCall> bad) {
        return classes.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(from)
                .flatMap(caller -> caller.getMethodCallsFromSelf().stream())
                .filter(bad);
    }

    private static String name(JavaMethodCall call) {
        return owner(call) + "." + call.getTarget().getName();
    }

    private static String owner(JavaMethodCall call) {
        return call.getTargetOwner().getName();
    }
}
