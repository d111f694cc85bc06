package dev.hone.orchestrator.preflights;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.jobs.JobState;
import dev.hone.orchestrator.jobs.Jobs;
import dev.hone.orchestrator.submissions.JobRequest;
import dev.hone.orchestrator.submissions.Plan;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.orchestrator.testing.TokenizerBase;
import dev.hone.protocol.preflight.PreflightFinding;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a job would take, by the preflight that it would have.
@QuarkusTest
@TestProfile(PlansTest.Impatient.class)
class PlansTest extends PlatformTest {
    /// A plan does not wait: the tests run the preflights themselves.
    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "hone.preflights.required", "true",
                    "hone.quotes.dry-run-wait", "1ms");
        }
    }

    private static final String ROWS = Fixtures.ROW.replace("1+1", "2+2") + Fixtures.ROW;

    @Inject Jobs jobs;
    @Inject Preflights preflights;
    @Inject PreflightRunner runner;

    @BeforeEach
    void haveTokenizer() {
        TokenizerBase.install(fixtures);
    }

    @Test
    void aPlanIsWithoutWorkloadUntilItsPreflightHasEnded() {
        var request = request(Map.of("n_epochs", 3));

        var before = jobs.plan(request);
        runner.runNext();
        var after = jobs.plan(request);

        assertThat(before.preflight().state()).isEqualTo(PreflightState.QUEUED);
        assertThat(before.quote().load()).isEmpty();
        var report = requireNonNull(after.preflight().report());
        var load = after.quote().load().orElseThrow();
        assertThat(load.rows()).isEqualTo(2);
        assertThat(load.steps()).isEqualTo(3);
        assertThat(load.tokens()).isEqualTo(report.training().tokens());
        assertThat(load.learnedTokens()).isEqualTo(report.training().learnedTokens());
        assertThat(after.blocking()).isEmpty();
    }

    @Test
    void settingsThatLeaveTheRowsAsTheyAreNeedNoOtherPreflight() {
        planned(Map.of("n_epochs", 3));

        var other = jobs.plan(request(Map.of("n_epochs", 9, "batch_size", 1, "lora_rank", 2)));

        assertThat(other.quote().load().orElseThrow().steps()).isEqualTo(18);
        assertThat(fixtures.rows().count("SELECT count(*) FROM preflights")).isEqualTo(1);
    }

    @Test
    void theJobThatWasPlannedIsQueuedAtOnce() {
        planned(Map.of("n_epochs", 3));

        var job = jobs.submit(request(Map.of("n_epochs", 3)));

        assertThat(job.state()).isEqualTo(new JobState.Queued());
        assertThat(fixtures.rows().count("SELECT count(*) FROM preflights")).isEqualTo(1);
    }

    @Test
    void whatWouldBlockTheJobIsToldInsteadOfAQuote() {
        var plan = planned(Map.of("max_length", 8));

        assertThat(plan.blocking())
                .extracting(PreflightFinding::code)
                .containsExactly("no_usable_rows");
        assertThat(plan.quote().load()).isEmpty();
        assertThat(plan.quote().workers()).isEmpty();
    }

    @Test
    void rowsOfWhichNoneIsLeftCannotBeQuotedEvenIfThatIsIgnored() {
        planned(Map.of("max_length", 8));

        var plan =
                jobs.plan(
                        request(
                                Map.of("max_length", 8),
                                new JobRequest.Overrides(List.of("no_usable_rows"), List.of())));

        assertThat(plan.blocking()).hasSize(1);
    }

    @Test
    void aWarningThatTheJobRefusesBlocksThePlanToo() {
        planned(Map.of("max_length", 10));

        var plan =
                jobs.plan(
                        request(
                                Map.of("max_length", 10),
                                new JobRequest.Overrides(List.of(), List.of("truncated"))));

        assertThat(plan.blocking()).extracting(PreflightFinding::code).containsExactly("truncated");
    }

    @Test
    void aSplitIsPlannedWithTheRowsThatTheJobHasAndMakesNoFiles() {
        var file =
                fixtures.dataset(
                        IntStream.range(0, 60)
                                .mapToObj(n -> Fixtures.ROW.replace("1+1", "1+" + n))
                                .collect(Collectors.joining()));
        var request = split(file.id(), Map.of("email", "mask"));
        jobs.plan(request);
        runner.runNext();

        var load = jobs.plan(request).quote().load().orElseThrow();
        assertThat(fixtures.rows().count("SELECT count(*) FROM files")).isEqualTo(1);

        var job = jobs.submit(request).spec();
        runner.runNext();
        var report =
                requireNonNull(
                        preflights
                                .find(Fixtures.PROJECT, requireNonNull(job.preflight()).id())
                                .orElseThrow()
                                .report());
        assertThat(load.rows()).isEqualTo((int) report.training().usableRows()).isLessThan(60);
        assertThat(load.tokens()).isEqualTo(report.training().tokens());
        assertThat(load.validationRows())
                .isEqualTo((int) requireNonNull(report.validation()).usableRows())
                .isPositive();
    }

    private static JobRequest split(String file, Map<String, String> personalData) {
        return Fixtures.request(
                file,
                null,
                0.3,
                Map.of(),
                personalData,
                JobRequest.Overrides.NONE,
                JobRequest.Bounds.NONE);
    }

    private Plan planned(Map<String, Object> settings) {
        jobs.plan(request(settings));
        assertThat(runner.runNext()).isTrue();
        return jobs.plan(request(settings));
    }

    private JobRequest request(Map<String, Object> settings) {
        return request(settings, JobRequest.Overrides.NONE);
    }

    private JobRequest request(Map<String, Object> settings, JobRequest.Overrides overrides) {
        return Fixtures.request(
                fixtures.dataset(ROWS).id(),
                null,
                null,
                settings,
                Map.of(),
                overrides,
                JobRequest.Bounds.NONE);
    }
}
