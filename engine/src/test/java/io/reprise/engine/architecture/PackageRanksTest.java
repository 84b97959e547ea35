package io.reprise.engine.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A package uses only packages of a lower rank, and few packages may see a heavy library. */
class PackageRanksTest {
    /** As in docs/architecture.md; {@code cli} stands above {@code config}, which it shows. */
    private static final Map<String, Integer> RANKS = ranks(
            List.of("fixed", "time"),
            List.of("domain"),
            List.of("event", "metrics"),
            List.of("book", "order", "portfolio"),
            List.of("feature", "inference"),
            List.of("risk", "strategy", "gateway", "journal"),
            List.of("execution", "seal", "sim"),
            List.of("pipeline"),
            List.of("backtest"),
            List.of("hot"),
            List.of("control"),
            List.of("live"),
            List.of("config"),
            List.of("cli"));

    private static Map<String, Integer> ranks(List<?>... rows) {
        return IntStream.range(0, rows.length)
                .boxed()
                .flatMap(rank -> rows[rank].stream().map(name -> Map.entry((String) name, rank)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void everyPackageHasARank() {
        assertNone(type -> !RANKS.containsKey(String.valueOf(EngineClasses.packageOf(type))));
    }

    @Test
    void usesOnlyLowerRanks() {
        TreeSet<String> violations = new TreeSet<>();
        for (JavaClass type : EngineClasses.ALL) {
            String own = EngineClasses.packageOf(type);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String other = EngineClasses.packageOf(dependency.getTargetClass());
                if (other != null && !other.equals(own) && rank(other) >= rank(own)) {
                    violations.add(own + " (rank " + rank(own) + ") may not use " + other + " (rank " + rank(other)
                            + "): " + dependency.getDescription());
                }
            }
        }
        assertEquals("", String.join("\n", violations));
    }

    @Test
    void onlyTheJournalSeesChronicleQueue() {
        assertOnly(Set.of("journal", "hot"), "net.openhft.");
        assertOnly(Set.of("journal"), "net.openhft.chronicle.queue");
    }

    @Test
    void onlyTheHotStateSeesChronicleMap() {
        assertOnly(Set.of("hot"), "net.openhft.chronicle.map");
        assertOnly(Set.of("hot"), "net.openhft.chronicle.hash");
    }

    @Test
    void onlyThePipelineSeesTheDisruptor() {
        assertOnly(Set.of("pipeline"), "com.lmax.disruptor");
    }

    @Test
    void onlyCommandsSeePicocli() {
        assertOnly(Set.of("cli"), "picocli");
    }

    private static void assertOnly(Set<String> names, String library) {
        assertNone(type -> !names.contains(String.valueOf(EngineClasses.packageOf(type)))
                && type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency ->
                                dependency.getTargetClass().getPackageName().startsWith(library)));
    }

    private static void assertNone(Predicate<JavaClass> bad) {
        assertEquals(
                "",
                EngineClasses.ALL.stream()
                        .filter(bad)
                        .map(JavaClass::getName)
                        .sorted()
                        .collect(Collectors.joining("\n")));
    }

    private static int rank(String name) {
        return RANKS.getOrDefault(name, Integer.MAX_VALUE);
    }
}
