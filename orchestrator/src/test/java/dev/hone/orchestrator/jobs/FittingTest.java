package dev.hone.orchestrator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.quotes.JobQuoted;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.orchestrator.workers.Workers;
import dev.hone.protocol.FailureClass;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FittingTest extends PlatformTest {
    private static final Map<String, String> EU = Map.of("region", "eu");
    private static final Map<String, String> US = Map.of("region", "us");

    @Inject Attempts attempts;
    @Inject Jobs jobs;
    @Inject Workers workers;
    @Inject Event<JobQuoted> quotes;

    @Test
    void aJobWaitsForAWorkerWithItsLabels() {
        // given
        var job = jobs.submit(fixtures.request(fixtures.dataset().id(), 0, EU));

        // when
        var elsewhere = attempts.claim(fixtures.worker("w1", 4096, Map.of()));
        var there = attempts.claim(fixtures.worker("w2", 4096, EU));

        // then
        assertThat(elsewhere).isEmpty();
        assertThat(there.orElseThrow().spec().jobId()).isEqualTo(job.id());
        assertThat(job.workerLabels()).isEqualTo(EU);
    }

    /// The invariants that are looked at after each test say so if they mind.
    @Test
    void aWorkerThatLacksItsLabelsMayIdleBesideIt() {
        // given
        jobs.submit(fixtures.request(fixtures.dataset().id(), 0, EU));
        fixtures.rows().run("UPDATE jobs SET queued_at = queued_at - interval '90 seconds'");

        // then
        assertThat(attempts.claim(fixtures.worker("w1", 4096, US))).isEmpty();
    }

    @Test
    void labelsThatNoWorkerOfThePoolHasAreRefusedWithWhatThereIs() {
        // given
        attempts.claim(fixtures.worker("w1", 4096, EU));

        // then
        assertThat(faults(US))
                .containsExactly(
                        new Fault(
                                "x_hone.worker_labels",
                                "no worker of pool \"default\" has region=us; its workers have region=eu",
                                "no_worker_fits"));
    }

    @Test
    void labelsThatNobodyCanHaveAreRefused() {
        assertThat(faults(Map.of("Région", "eu")))
                .extracting(Fault::code)
                .containsExactly("invalid_labels");
    }

    @Test
    void aPoolWithoutWorkersMayGetAny() {
        assertThat(jobs.submit(fixtures.request(fixtures.dataset().id(), 0, US)).state())
                .isInstanceOf(JobState.Queued.class);
    }

    @Test
    void onceItsMemoryIsKnownAJobWaitsForAWorkerThatHasIt() {
        // given
        var job = jobs.submit(fixtures.request(fixtures.dataset().id(), 0, Map.of()));
        workers.register(fixtures.worker("large", 8192, EU));
        quoted(job, 8000);

        // when
        var small = attempts.claim(fixtures.worker("small", 4096, EU));
        var place = Objects.requireNonNull(find(job).place());
        var large = attempts.claim(fixtures.worker("large", 8192, EU));

        // then
        assertThat(small).isEmpty();
        assertThat(place.reason()).isEqualTo("a worker is free");
        assertThat(large.orElseThrow().spec().jobId()).isEqualTo(job.id());
    }

    @Test
    void aJobThatNeedsFarMoreMemoryThanAnyWorkerHasFails() {
        // given
        attempts.claim(fixtures.worker("w1", 4096, EU));
        var job = jobs.submit(fixtures.request(fixtures.dataset().id(), 0, Map.of()));

        // when
        quoted(job, 6000);

        // then
        var failure = Objects.requireNonNull(find(job).failure());
        assertThat(failure.failure()).isEqualTo(FailureClass.RESOURCE);
        assertThat(failure.code()).isEqualTo("no_worker_fits");
        assertThat(failure.message())
                .startsWith("the job needs 6000 MiB of memory")
                .contains("no worker of pool \"default\" had more than 4096 MiB");
    }

    private void quoted(JobView job, long least) {
        QuarkusTransaction.requiringNew().run(() -> quotes.fire(new JobQuoted(job.id(), least)));
    }

    private JobView find(JobView job) {
        return jobs.find(Fixtures.PROJECT, job.id()).orElseThrow();
    }

    private List<Fault> faults(Map<String, String> labels) {
        var refusal =
                catchThrowableOfType(
                        ApiException.class,
                        () -> jobs.submit(fixtures.request(fixtures.dataset().id(), 0, labels)));
        return ((ApiError.Invalid) refusal.error()).faults();
    }
}
