package io.reprise.engine.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The engine's own classes, imported once for all rules. */
final class EngineClasses {
    static final String ROOT = "io.reprise.engine.";
    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.reprise.engine");

    private EngineClasses() {}

    /** The engine package that a class belongs to, such as {@code journal}, or null for classes of others. */
    static String packageOf(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName() + ".";
        if (!name.startsWith(ROOT) || name.length() == ROOT.length()) {
            return null;
        }
        return name.substring(ROOT.length(), name.indexOf('.', ROOT.length()));
    }
}
