package dev.hone.datasets;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ModuleRulesTest {
    private static final JavaClasses MODULE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.hone.datasets");

    @Test
    void theRulesSeeTheModule() {
        assertThat(MODULE).hasSizeGreaterThan(50);
    }

    @Test
    void featuresHaveNoCycles() {
        slices().matching("dev.hone.datasets.(*)..").should().beFreeOfCycles().check(MODULE);
    }

    @Test
    void nothingHereComputesWithTensors() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl.ndarray..", "ai.djl.engine..", "ai.djl.training..")
                .check(MODULE);
    }

    @Test
    void onlyTheTokenizerKnowsTheNativeLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.hone.datasets.tokens..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..")
                .check(MODULE);
    }

    @Test
    void onlyTheStoreKnowsS3() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.hone.datasets.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..")
                .check(MODULE);
    }

    @Test
    void templatesReachNothingOfTheHost() {
        noClasses()
                .that()
                .resideInAPackage("dev.hone.datasets.template..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.reflect..", "java.io..", "java.nio..", "java.net..")
                .check(MODULE);
    }

    @Test
    void onlyTheContainersKnowWhatAFileIsPackedAndWrittenIn() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.hone.datasets.container..",
                        "dev.hone.datasets.codec..",
                        "dev.hone.datasets.parquet..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.github.luben..", "de.siegmar..", "java.util.zip..")
                .check(MODULE);
    }
}
