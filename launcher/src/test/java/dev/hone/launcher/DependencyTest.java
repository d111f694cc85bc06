package dev.hone.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class DependencyTest {
    private static final com.tngtech.archunit.core.domain.JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.hone.launcher");

    @Test
    void featuresFormNoCycles() {
        slices().matching("dev.hone.launcher.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void thePlatformKnowsNoCommandLineAndTheClientNoPlatform() {
        noClasses()
                .that()
                .resideInAPackage("dev.hone.launcher.platform..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", "dev.hone.launcher.commands..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.hone.launcher.client..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.hone.launcher.platform..")
                .check(CLASSES);
    }

    @Test
    void onlyTheMainClassLooksAtTheEnvironment() {
        noClasses()
                .that()
                .doNotHaveSimpleName("HoneMain")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(CLASSES);
    }
}
