package dev.hone.trainer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.hone.trainer");

    @Test
    void theKernelKnowsNothingOfWhatItIsUsedFor() {
        noClasses()
                .that()
                .resideInAPackage("..trainer.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..trainer.model..",
                        "..trainer.lora..",
                        "..trainer.recipe..",
                        "..trainer.tokens..",
                        "..trainer.worker..")
                .check(CLASSES);
    }

    @Test
    void onlyTheKernelCallsTheEnginesNativeSide() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..trainer.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl.pytorch..")
                .check(CLASSES);
    }
}
