package dev.hone.trainer.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class WorkerBoundariesTest {
    private static final String WORKER = "dev.hone.trainer.worker..";
    private static final String JOB = "dev.hone.trainer.job..";
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.hone.trainer");

    @Test
    void trainingKnowsNothingOfTheWorker() {
        outside(WORKER, WORKER).check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(WORKER, JOB)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(JOB)
                .check(CLASSES);
    }

    @Test
    void theWorkerLoadsNoNativeLibrary() {
        noClasses()
                .that()
                .resideInAPackage(WORKER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "ai.djl..",
                        "dev.hone.trainer.kernel..",
                        "dev.hone.trainer.model..",
                        "dev.hone.trainer.lora..",
                        "dev.hone.trainer.recipe..")
                .check(CLASSES);
    }

    @Test
    void onlyTheWorkerSpeaksToTheBrokerAndTheControlPlane() {
        outside(WORKER, "org.apache.kafka..").check(CLASSES);
        outside(WORKER, "java.net.http..").check(CLASSES);
    }

    @Test
    void onlyAJobUsesTheStore() {
        noClasses()
                .that()
                .resideOutsideOfPackages(WORKER, JOB)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.hone.datasets.store..")
                .check(CLASSES);
    }

    @Test
    void suchARuleCanFail() {
        ArchRule rule =
                noClasses()
                        .that()
                        .resideInAPackage(WORKER)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.apache.kafka..");

        assertThatThrownBy(() -> rule.check(CLASSES)).hasMessageContaining("KafkaBell");
    }

    private static ArchRule outside(String known, String unknown) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(known)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(unknown);
    }
}
