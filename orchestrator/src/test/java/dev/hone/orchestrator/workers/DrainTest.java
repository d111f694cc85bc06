package dev.hone.orchestrator.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.jobs.Attempts;
import dev.hone.orchestrator.jobs.JobView;
import dev.hone.orchestrator.jobs.Jobs;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.Departure;
import dev.hone.protocol.Directive;
import dev.hone.protocol.Instance;
import dev.hone.protocol.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DrainTest extends PlatformTest {
    private static final Instance FIRST = new Instance("home-1", 1, "node-1, process 41");
    private static final Instance RESTARTED = new Instance("home-1", 2, "node-1, process 97");

    @Inject Workers workers;
    @Inject Attempts attempts;
    @Inject Jobs jobs;

    @Test
    void aWorkerIsSeenWithAllThatItSaidAndItsJob() {
        // given
        var job = fixtures.submit();
        var claim = claim();
        attempts.heartbeat(job.id(), claim.token(), fixtures.alive(claim, 12));

        // when
        var worker = workers.find("w1").orElseThrow();

        // then
        assertThat(worker.state()).isEqualTo(WorkerState.TRAINING);
        assertThat(worker.job()).isEqualTo(job.id());
        assertThat(worker.step()).isEqualTo(12);
        assertThat(worker.totalSteps()).isEqualTo(100);
        assertThat(worker.labels()).isEqualTo(Map.of("region", "eu"));
        assertThat(worker.memoryMebibytes()).isEqualTo(4096);
        assertThat(worker.place()).isEqualTo("node-1, process 41");
        assertThat(worker.drain()).isNull();
    }

    @Test
    void aWorkerIsIdleUntilItDepartsOrIsSilent() {
        // given
        workers.register(fixtures.worker("w1", FIRST));
        workers.register(fixtures.worker("w2", FIRST));
        workers.register(fixtures.worker("w3", FIRST));

        // when
        workers.depart(new Departure("w2", FIRST));
        fixtures.rows()
                .run(
                        "UPDATE workers SET last_seen_at = last_seen_at - interval '31 seconds' WHERE id = 'w3'");

        // then
        assertThat(workers.list(null, 10).items())
                .extracting(WorkerView::id, WorkerView::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("w1", WorkerState.IDLE),
                        org.assertj.core.groups.Tuple.tuple("w2", WorkerState.SILENT),
                        org.assertj.core.groups.Tuple.tuple("w3", WorkerState.SILENT));
    }

    @Test
    void workersAreListedByNameAPageAtATime() {
        // given
        for (var id : new String[] {"c", "a", "b"}) {
            workers.register(fixtures.worker(id, FIRST));
        }

        // when
        var first = workers.list(null, 2);
        var second = workers.list("b", 2);

        // then
        assertThat(first.items()).extracting(WorkerView::id).containsExactly("a", "b");
        assertThat(first.hasMore()).isTrue();
        assertThat(second.items()).extracting(WorkerView::id).containsExactly("c");
        assertThat(second.hasMore()).isFalse();
    }

    @Test
    void aDrainedWorkerGetsNoJobWhateverIsRestarted() {
        // given
        workers.register(fixtures.worker("w1", FIRST));
        workers.drain("w1", Drain.FINISH);
        var job = fixtures.submit();

        // when
        workers.depart(new Departure("w1", FIRST));
        workers.register(fixtures.worker("w1", RESTARTED));
        var refusal = refused(() -> attempts.claim(fixtures.worker("w1", RESTARTED)));

        // then
        assertThat(refusal.code()).isEqualTo("worker_drained");
        assertThat(find(job).state().label()).isEqualTo("queued");
        assertThat(state("w1")).isEqualTo(WorkerState.DRAINED);
    }

    @Test
    void aDrainedWorkerFinishesItsJob() {
        // given
        var job = fixtures.submit();
        var claim = claim();

        // when
        workers.drain("w1", Drain.FINISH);
        var reply = attempts.heartbeat(job.id(), claim.token(), fixtures.alive(claim, 5));

        // then
        assertThat(reply.directive()).isEqualTo(Directive.CONTINUE);
        assertThat(state("w1")).isEqualTo(WorkerState.DRAINING);
        attempts.finish(job.id(), claim.token(), fixtures.success(claim));
        assertThat(state("w1")).isEqualTo(WorkerState.DRAINED);
    }

    @Test
    void aJobThatIsHandedOverIsQueuedAgainWithNothingCounted() {
        // given
        var job = fixtures.submit();
        var claim = claim();

        // when
        workers.drain("w1", Drain.HAND_OVER);
        var reply = attempts.heartbeat(job.id(), claim.token(), fixtures.alive(claim, 5));
        attempts.finish(job.id(), claim.token(), new Outcome.Stopped(reply.directive(), 5));

        // then
        assertThat(reply.directive()).isEqualTo(Directive.PREEMPT);
        assertThat(find(job).state().label()).isEqualTo("queued");
        assertThat(fixtures.rows().count("SELECT platform_failures + resource_failures FROM jobs"))
                .isZero();
        assertThat(attempts.claim(fixtures.worker("w2"))).isPresent();
    }

    @Test
    void aCancelledOrFinishedJobIsNotHandedOver() {
        // given
        var job = fixtures.submit();
        var claim = claim();
        workers.drain("w1", Drain.HAND_OVER);

        // when
        jobs.cancel(Fixtures.PROJECT, job.id());

        // then
        var reply = attempts.heartbeat(job.id(), claim.token(), fixtures.alive(claim, 5));
        assertThat(reply.directive()).isEqualTo(Directive.CANCEL);
    }

    @Test
    void aDrainedWorkerThatLostItsJobGivesItUp() {
        // given a worker that was killed while it drained
        var job = fixtures.submit();
        claim();
        workers.drain("w1", Drain.FINISH);

        // when it is back
        refused(() -> attempts.claim(fixtures.worker("w1", RESTARTED)));

        // then
        assertThat(find(job).state().label()).isEqualTo("queued");
    }

    @Test
    void aResumedWorkerGetsJobsAgain() {
        // given
        workers.register(fixtures.worker("w1", FIRST));
        workers.drain("w1", Drain.HAND_OVER);
        fixtures.submit();

        // when
        var worker = workers.resume("w1");

        // then
        assertThat(worker.state()).isEqualTo(WorkerState.IDLE);
        assertThat(attempts.claim(fixtures.worker("w1", FIRST))).isPresent();
        assertThat(
                        fixtures.rows()
                                .texts("SELECT action FROM audit WHERE subject = 'w1' ORDER BY id"))
                .containsExactly("worker.drained", "worker.resumed");
    }

    @Test
    void aDrainedWorkerDoesNotCountAsIdle() {
        // given
        workers.register(fixtures.worker("w1", FIRST));
        workers.drain("w1", Drain.FINISH);
        var job = fixtures.submit();
        fixtures.rows()
                .run(
                        "UPDATE jobs SET queued_at = queued_at - interval '90 seconds' WHERE id = ?",
                        job.id());

        // when
        refused(() -> attempts.claim(fixtures.worker("w1", FIRST)));

        // then
        assertThat(invariants.check()).isEmpty();
    }

    @Test
    void aWorkerThatNobodyKnowsIsNamed() {
        // when
        var refusal = refused(() -> workers.drain("w9", Drain.FINISH));

        // then
        assertThat(refusal).isEqualTo(new ApiError.NotFound("worker", "w9"));
        assertThat(refused(() -> workers.resume("w9")).message())
                .isEqualTo("No such worker: \"w9\"");
    }

    private Claim claim() {
        return attempts.claim(fixtures.worker("w1", FIRST)).orElseThrow();
    }

    private JobView find(JobView job) {
        return jobs.find(job.project(), job.id()).orElseThrow();
    }

    private WorkerState state(String id) {
        return workers.find(id).orElseThrow().state();
    }

    private static ApiError refused(ThrowingCallable call) {
        return catchThrowableOfType(ApiException.class, call).error();
    }
}
