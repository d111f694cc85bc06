package dev.hone.trainer;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.Outcome;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.hone.trainer");

    private static final JavaClasses BREAKER = new ClassFileImporter().importClasses(Breaker.class);

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
    void everyFailureIsOfTheCatalogue() {
        var rule =
                noClasses()
                        .should()
                        .callConstructorWhere(target(owner(type(Outcome.Failed.class))));

        rule.check(CLASSES);
        assertThat(rule.evaluate(BREAKER).hasViolation()).isTrue();
    }

    /// Makes a failure by itself, so that the rule is seen to fail.
    static final class Breaker {
        static final Outcome FAILURE =
                new Outcome.Failed(FailureClass.USER, "own_code", "own words");
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
