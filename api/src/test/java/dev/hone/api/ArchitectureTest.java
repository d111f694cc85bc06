package dev.hone.api;

import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.metaAnnotatedWith;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.hone.api.auth.ForUsers;
import dev.hone.api.auth.ForWorkers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses API =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.hone.api");

    @Test
    void theApiKnowsNoTablesAndNoTopics() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.persistence..",
                        "jakarta.transaction..",
                        "org.hibernate..",
                        "io.quarkus.hibernate..",
                        "io.quarkus.narayana..",
                        "javax.sql..",
                        "org.apache.kafka..",
                        "dev.hone.datasets..")
                .check(API);
    }

    @Test
    void everyResourceSaysWhomItIsForAndStaysAtHome() {
        classes()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .bePackagePrivate()
                .andShould()
                .beAnnotatedWith(RunOnVirtualThread.class)
                .check(API);
        classes()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .beAnnotatedWith(ForUsers.class)
                .orShould()
                .beAnnotatedWith(ForWorkers.class)
                .check(API);
    }

    /// The framework leaves others out without a word.
    @Test
    void everyResourceMethodIsPublic() {
        methods().that(are(metaAnnotatedWith(HttpMethod.class))).should().bePublic().check(API);
    }

    @Test
    void featuresDoNotLeanOnEachOther() {
        slices().matching("dev.hone.api.(*)..").should().beFreeOfCycles().check(API);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.hone.api.auth..",
                        "dev.hone.api.http..",
                        "dev.hone.api.paging..",
                        "dev.hone.api.problem..",
                        "dev.hone.api.openapi..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.hone.api.files..",
                        "dev.hone.api.finetuning..",
                        "dev.hone.api.models..",
                        "dev.hone.api.workers..")
                .check(API);
    }

    @Test
    void nobodyAsksTheSystemForTimeOrIds() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(API);
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Ambient")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(API);
    }
}
