package io.reprise.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A strategy uses what the strategy interface shows it and nothing else of the engine. */
class StrategyRoomTest {
    private static final String ENGINE = "io.reprise.engine.";
    private static final Set<String> ALLOWED = Set.of("strategy", "domain", "fixed", "book", "feature", "inference");

    @Test
    void usesOnlyWhatAStrategyMaySee() {
        TreeSet<String> violations = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.reprise.strategies")) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String other = dependency.getTargetClass().getPackageName() + ".";
                if (other.startsWith(ENGINE) && !ALLOWED.contains(first(other))) {
                    violations.add(dependency.getDescription());
                }
            }
        }
        assertEquals("", String.join("\n", violations));
    }

    private static String first(String name) {
        return name.substring(ENGINE.length(), name.indexOf('.', ENGINE.length()));
    }
}
