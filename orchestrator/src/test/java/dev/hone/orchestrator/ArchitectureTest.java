package dev.hone.orchestrator;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.hone.orchestrator.jobs.JobFailure;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.Outcome;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.persistence.Entity;
import java.lang.annotation.Annotation;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The boundaries that Maven cannot hold.
class ArchitectureTest {
    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.hone.orchestrator");

    /// Rules are tried on classes that break them: tests may do what production code may not.
    private static final JavaClasses BREAKERS =
            new ClassFileImporter().importClasses(Breaker.class);

    private static final ArchRule NO_CLOCK_OF_THIS_MACHINE =
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .because("the database's clock decides");

    @Test
    void entitiesAndRepositoriesArePackagePrivate() {
        annotatedStayHome(Entity.class).check(OURS);
        implementorsStayHome(PanacheRepositoryBase.class).check(OURS);
        assertThat(annotatedStayHome(Deprecated.class).evaluate(BREAKERS).hasViolation()).isTrue();
        assertThat(implementorsStayHome(Runnable.class).evaluate(BREAKERS).hasViolation()).isTrue();
    }

    @Test
    void onlyTheDatabaseTellsTheTime() {
        NO_CLOCK_OF_THIS_MACHINE.check(OURS);
        assertThat(NO_CLOCK_OF_THIS_MACHINE.evaluate(BREAKERS).hasViolation()).isTrue();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.hone.orchestrator.(*)..").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void nothingSpeaksHttpOrTrains() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "io.vertx..", "ai.djl..")
                .check(OURS);
    }

    /// What comes from elsewhere is taken as it is: from a row, from a worker, from a preflight.
    @Test
    void everyFailureIsOfTheCatalogue() {
        var outcomes =
                noClasses()
                        .should()
                        .callConstructorWhere(target(owner(type(Outcome.Failed.class))));
        var causes =
                noClasses()
                        .that()
                        .haveNameNotMatching(".*[.](JobFailure|JobEntity|Admission)")
                        .should()
                        .callConstructorWhere(target(owner(type(JobFailure.class))));

        outcomes.check(OURS);
        causes.check(OURS);
        assertThat(outcomes.evaluate(BREAKERS).hasViolation()).isTrue();
        assertThat(causes.evaluate(BREAKERS).hasViolation()).isTrue();
    }

    private static ArchRule annotatedStayHome(Class<? extends Annotation> annotation) {
        return classes().that().areAnnotatedWith(annotation).should().bePackagePrivate();
    }

    private static ArchRule implementorsStayHome(Class<?> type) {
        return classes().that().implement(type).should().bePackagePrivate();
    }

    /// Breaks the rules so that they are seen to fail.
    @Deprecated
    public static final class Breaker implements Runnable {
        @Override
        public void run() {
            var failed = new Outcome.Failed(FailureClass.USER, "own_code", "own words");
            var _ = new JobFailure(failed.failure(), failed.code(), failed.message());
            if (System.currentTimeMillis() < 0) {
                throw new IllegalStateException("before 1970");
            }
        }
    }
}
