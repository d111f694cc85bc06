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
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.hone.trainer");

    @Test
    void trainingKnowsNothingOfTheWorker() {
        outsideTheWorker(WORKER).check(CLASSES);
    }

    @Test
    void onlyTheWorkerSpeaksToTheBrokerAndTheStore() {
        outsideTheWorker("org.apache.kafka..").check(CLASSES);
        outsideTheWorker("java.net.http..").check(CLASSES);
        outsideTheWorker("dev.hone.datasets.store..").check(CLASSES);
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

    private static ArchRule outsideTheWorker(String unknown) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(WORKER)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(unknown);
    }
}
