package dev.hone.orchestrator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.Directive;
import dev.hone.protocol.Heartbeat;
import dev.hone.protocol.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AttemptsTest extends PlatformTest {
    @Inject Jobs jobs;
    @Inject Attempts attempts;
    @Inject Reconciler reconciler;
    @Inject ObjectStore store;

    @Test
    void claimHandsOutSpecLeaseAndToken() {
        // given
        var job = fixtures.submit();

        // when
        var claim = claim("w1");

        // then
        assertThat(claim.spec()).isEqualTo(job.spec());
        assertThat(claim.token()).isEqualTo(1);
        assertThat(claim.attempt()).isEqualTo(1);
        assertThat(claim.resumeFrom()).isNull();
        assertThat(claim.storePrefix()).isEqualTo("jobs/%s/t1/".formatted(job.id()));
        assertThat(find(job).state()).isEqualTo(new JobState.Running());
        assertThat(attempts.claim(fixtures.worker("w2"))).isEmpty();
    }

    @Test
    void claimPrefersPriorityThenTheProjectWithFewerJobsThenAge() {
        // given a flooding project with one job at work, and another project
        var rows = fixtures.rows();
        rows.run("INSERT INTO projects (id) VALUES ('small')");
        fixtures.submit();
        claim("w1");
        var older = fixtures.submit();
        var younger = fixtures.submit();
        var small = submitTo("small", null);
        var urgent = submitTo(Fixtures.PROJECT, 5);

        // when
        var order = List.of(claim("w2"), claim("w3"), claim("w4"), claim("w5"));

        // then
        assertThat(order)
                .extracting(claim -> claim.spec().jobId())
                .containsExactly(urgent.id(), small.id(), older.id(), younger.id());
    }

    @Test
    void manyClaimersNeverGetTheSameJob() throws Exception {
        // given
        var submitted = IntStream.range(0, 20).mapToObj(_ -> fixtures.submit().id()).toList();

        // when thirty workers ask at once
        var claimed = new ArrayList<String>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var questions =
                    IntStream.range(0, 30)
                            .<Callable<Optional<Claim>>>mapToObj(
                                    i -> () -> attempts.claim(fixtures.worker("w" + i)))
                            .toList();
            for (var answer : workers.invokeAll(questions)) {
                answer.get().ifPresent(claim -> claimed.add(claim.spec().jobId()));
            }
        }

        // then
        assertThat(claimed).containsExactlyInAnyOrderElementsOf(submitted);
    }

    @Test
    void aHeartbeatRenewsTheLeaseAndTellsTheStep() {
        // given
        var job = fixtures.submit();
        var claim = claim("w1");
        fixtures.expireLease(job.id());

        // when
        var reply = attempts.heartbeat(job.id(), 1, fixtures.alive(claim, 12));

        // then
        assertThat(reply.directive()).isEqualTo(Directive.CONTINUE);
        assertThat(reconciler.endExpiredLeases()).isZero();
        assertThat(find(job).progress().step()).isEqualTo(12);
        assertThat(find(job).progress().totalSteps()).isEqualTo(100);
    }

    @Test
    void anExpiredLeaseRequeuesTheJobAndTheTokenGrows() {
        // given
        var job = fixtures.submit();
        claim("w1");
        fixtures.expireLease(job.id());

        // when
        var ended = reconciler.endExpiredLeases();
        var second = claim("w2");

        // then
        assertThat(ended).isEqualTo(1);
        assertThat(second.token()).isEqualTo(2);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(
                        fixtures.rows()
                                .texts(
                                        "SELECT reason FROM job_history WHERE to_state = 'retrying'"))
                .singleElement()
                .asString()
                .contains("lease expired");
        assertThat(fixtures.rows().count("SELECT count(*) FROM outbox")).isEqualTo(2);
    }

    @Test
    void aStaleTokenIsRefusedForHeartbeatCheckpointAndOutcome() {
        // given a zombie whose job another worker has
        var job = fixtures.submit();
        var zombie = claim("w1");
        fixtures.expireLease(job.id());
        reconciler.endExpiredLeases();
        var checkpoint = fixtures.checkpoint(zombie, 10);
        var success = fixtures.success(zombie);

        // when, before and after the job has its new owner
        var early = stale(() -> attempts.heartbeat(job.id(), 1, fixtures.alive(zombie, 1)));
        claim("w2");
        var heartbeat = stale(() -> attempts.heartbeat(job.id(), 1, fixtures.alive(zombie, 1)));
        var saved = stale(() -> attempts.checkpoint(job.id(), 1, checkpoint));
        var finished = stale(() -> attempts.finish(job.id(), 1, success));
        var stopped =
                stale(() -> attempts.finish(job.id(), 1, new Outcome.Stopped(Directive.CANCEL, 1)));

        // then
        assertThat(List.of(early, heartbeat, saved, finished, stopped))
                .containsOnly(new ApiError.StaleToken(job.id(), 1));
        assertThat(find(job).state()).isEqualTo(new JobState.Running());
        assertThat(fixtures.rows().count("SELECT count(*) FROM checkpoints")).isZero();
    }

    @Test
    void theNextAttemptGoesOnFromTheNewestCheckpoint() {
        // given
        var job = fixtures.submit();
        var first = claim("w1");
        attempts.checkpoint(job.id(), 1, fixtures.checkpoint(first, 50));
        var newest = fixtures.checkpoint(first, 100);
        attempts.checkpoint(job.id(), 1, newest);
        fixtures.expireLease(job.id());
        reconciler.endExpiredLeases();

        // when
        var second = claim("w2");

        // then
        assertThat(second.resumeFrom()).isEqualTo(newest);
        assertThat(jobs.checkpoints(Fixtures.PROJECT, job.id(), null, 10).items())
                .extracting(CheckpointView::step)
                .containsExactly(100, 50);
        assertThat(find(job).progress().step()).isEqualTo(100);
    }

    @Test
    void onlyTheNewestCheckpointsAreKeptAndTheirObjectsWithThem() throws Exception {
        // given
        var job = fixtures.submit();
        var claim = claim("w1");
        var told = new ArrayList<CheckpointManifest>();
        for (int step = 10; step <= 50; step += 10) {
            told.add(fixtures.checkpoint(claim, step));
        }

        // when
        told.forEach(checkpoint -> attempts.checkpoint(job.id(), 1, checkpoint));

        // then
        assertThat(jobs.checkpoints(Fixtures.PROJECT, job.id(), null, 10).items())
                .extracting(CheckpointView::step)
                .containsExactly(50, 40, 30);
        for (var checkpoint : told) {
            for (var file : checkpoint.files()) {
                assertThat(store.size(file.object().key()).isPresent())
                        .as("step %d", checkpoint.step())
                        .isEqualTo(checkpoint.step() >= 30);
            }
        }
        fixtures.expireLease(job.id());
        reconciler.endExpiredLeases();
        var next = claim("w2");
        assertThat(next.resumeFrom()).isEqualTo(told.getLast());
        assertThat(next.fallbacks()).containsExactly(told.get(3), told.get(2));
    }

    @Test
    void anAttemptWhoseCheckpointWasDamagedMakesItsOwnFromAnEarlierStep() {
        // given
        var job = fixtures.submit();
        attempts.checkpoint(job.id(), 1, fixtures.checkpoint(claim("w1"), 50));
        fixtures.expireLease(job.id());
        reconciler.endExpiredLeases();
        var second = claim("w2");

        // when
        var earlier = fixtures.checkpoint(second, 20);
        attempts.checkpoint(job.id(), second.token(), earlier);
        fixtures.expireLease(job.id());
        reconciler.endExpiredLeases();

        // then
        assertThat(claim("w3").resumeFrom()).isEqualTo(earlier);
    }

    @Test
    void aCheckpointToldTwiceIsKnownOnce() {
        // given
        var job = fixtures.submit();
        var checkpoint = fixtures.checkpoint(claim("w1"), 50);

        // when
        attempts.checkpoint(job.id(), 1, checkpoint);
        attempts.checkpoint(job.id(), 1, checkpoint);

        // then
        assertThat(jobs.checkpoints(Fixtures.PROJECT, job.id(), null, 10).items()).hasSize(1);
    }

    @Test
    void aCheckpointMustGoForward() {
        // given
        var job = fixtures.submit();
        var claim = claim("w1");
        attempts.checkpoint(job.id(), 1, fixtures.checkpoint(claim, 50));

        // when
        var refusal =
                refused(() -> attempts.checkpoint(job.id(), 1, fixtures.checkpoint(claim, 40)));

        // then
        assertThat(refusal.code()).isEqualTo("step_not_growing");
        assertThat(refusal.message()).contains("above 50", "was 40");
    }

    @Test
    void aCheckpointWhoseFilesAreMissingOrForeignIsRefused() throws Exception {
        // given
        var job = fixtures.submit();
        var claim = claim("w1");
        var missing = fixtures.checkpoint(claim, 50);
        fixtures.remove(missing.files().getFirst().object().key());
        var foreign = fixtures.foreignCheckpoint(60);

        // when
        var missingRefusal = refused(() -> attempts.checkpoint(job.id(), 1, missing));
        var foreignRefusal = refused(() -> attempts.checkpoint(job.id(), 1, foreign));

        // then
        assertThat(missingRefusal.message()).contains("is not in the store");
        assertThat(foreignRefusal.message()).contains("must start with", claim.storePrefix());
        assertThat(fixtures.rows().count("SELECT count(*) FROM checkpoints")).isZero();
    }

    @Test
    void aWorkerThatAsksAgainHasLostWhatItHeld() {
        // given
        var job = fixtures.submit();
        claim("w1");

        // when the same worker is back after a crash
        var second = claim("w1");

        // then
        assertThat(second.spec().jobId()).isEqualTo(job.id());
        assertThat(second.token()).isEqualTo(2);
    }

    @Test
    void aHeartbeatOfAnUnknownJobIsStale() {
        // when
        var refusal = stale(() -> attempts.heartbeat("ftjob-none", 1, new Heartbeat("w", 1, 1)));

        // then
        assertThat(refusal).isEqualTo(new ApiError.StaleToken("ftjob-none", 1));
    }

    private JobView submitTo(String project, @Nullable Integer priority) {
        var file = fixtures.upload(project, "train.jsonl", "fine-tune", Fixtures.ROW);
        return jobs.submit(fixtures.request(project, file.id(), priority));
    }

    private Claim claim(String worker) {
        return attempts.claim(fixtures.worker(worker)).orElseThrow();
    }

    private JobView find(JobView job) {
        return jobs.find(job.project(), job.id()).orElseThrow();
    }

    private static ApiError stale(ThrowingCallable call) {
        return refused(call);
    }

    private static ApiError refused(ThrowingCallable call) {
        return catchThrowableOfType(ApiException.class, call).error();
    }
}
