package dev.hone.orchestrator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.hone.orchestrator.datasets.Origin;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.submissions.JobRequest;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ValidationSplitTest extends PlatformTest {
    @Inject Jobs jobs;

    @Test
    void aJobThatAsksForASplitTrainsAndValidatesOnItsTwoSides() {
        var file = fixtures.dataset(rows(60)).id();

        var job = jobs.submit(request(file, null, 0.2, Map.of("load_best_model_at_end", true)));

        var training = job.spec().training().fileId();
        var validation = Objects.requireNonNull(job.spec().validation()).fileId();
        assertThat(training).isNotEqualTo(file).isNotEqualTo(validation);
        assertThat(job.origins())
                .containsExactly(
                        new Origin(training, List.of(), new Origin.Side(file, 0.2, 0, "training")),
                        new Origin(
                                validation,
                                List.of(),
                                new Origin.Side(file, 0.2, 0, "validation")));
        assertThat(jobs.find(Fixtures.PROJECT, job.id()).orElseThrow().origins())
                .isEqualTo(job.origins());
    }

    @Test
    void theNextJobUsesTheSameFiles() {
        var file = fixtures.dataset(rows(60)).id();
        var first = jobs.submit(request(file, null, 0.2, Map.of()));

        var second = jobs.submit(request(file, null, 0.2, Map.of()));

        assertThat(second.spec().training()).isEqualTo(first.spec().training());
        assertThat(second.spec().validation()).isEqualTo(first.spec().validation());
    }

    @Test
    void allThatIsWrongIsToldBeforeAnyFileIsMade() {
        var file = fixtures.dataset(rows(60)).id();

        var faults = faults(request(file, file, 1.0, Map.of("lora_rank", 0)));

        assertThat(faults)
                .extracting(Fault::code)
                .contains("bad_share", "two_validations")
                .hasSize(3);
        assertThat(fixtures.rows().count("SELECT count(*) FROM files")).isEqualTo(1);
    }

    @Test
    void anEmptySideNamesTheMember() {
        var file = fixtures.dataset(rows(1)).id();

        assertThat(faults(request(file, null, 0.001, Map.of())))
                .extracting(Fault::param, Fault::code)
                .containsExactly(tuple("x_hone.validation_split", "empty_split"));
    }

    @Test
    void aVersionThatIsNotThereIsAFaultOfItsMember() {
        var faults = faults(request("tickets@3", null, null, Map.of()));

        assertThat(faults)
                .containsExactly(
                        new Fault(
                                "training_file",
                                "No such dataset: \"tickets\"",
                                "dataset_not_found"));
    }

    private List<Fault> faults(JobRequest request) {
        var refusal = catchThrowableOfType(ApiException.class, () -> jobs.submit(request)).error();
        return ((ApiError.Invalid) refusal).faults();
    }

    private static JobRequest request(
            String file,
            @Nullable String validation,
            @Nullable Double share,
            Map<String, Object> hyperparameters) {
        return Fixtures.request(
                file,
                validation,
                share,
                hyperparameters,
                Map.of(),
                JobRequest.Overrides.NONE,
                JobRequest.Bounds.NONE);
    }

    private static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        """
                        {"prompt":"question %1$d","completion":"answer %1$d"}
                        """
                                ::formatted)
                .collect(Collectors.joining());
    }
}
