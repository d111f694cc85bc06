package dev.hone.orchestrator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.Directive;
import dev.hone.protocol.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PreemptionsTest extends PlatformTest {
    @Inject Attempts attempts;
    @Inject Jobs jobs;
    @Inject Preemptions preemptions;

    @Test
    void anUrgentJobGetsTheWorkerOfALessUrgentOneWhichGoesOnLater() {
        // given a job of the lowest class that has made a checkpoint, and an urgent one that waits
        var low = started(-1);
        attempts.checkpoint(low.spec().jobId(), low.token(), fixtures.checkpoint(low, 10));
        var urgent = waiting(1);

        // when
        var told = preemptions.makeRoom("default");
        var again = preemptions.makeRoom("default");
        var reply = attempts.heartbeat(low.spec().jobId(), low.token(), fixtures.alive(low, 12));
        attempts.finish(
                low.spec().jobId(), low.token(), new Outcome.Stopped(Directive.PREEMPT, 12));

        // then
        assertThat(told).isEqualTo(1);
        assertThat(again).isZero();
        assertThat(reply.directive()).isEqualTo(Directive.PREEMPT);
        assertThat(claim("w1").orElseThrow().spec().jobId()).isEqualTo(urgent.id());
        var resumed = claim("w2").orElseThrow();
        assertThat(resumed.spec().jobId()).isEqualTo(low.spec().jobId());
        assertThat(resumed.resumeFrom()).isNotNull();
        assertThat(attempts.heartbeat(low.spec().jobId(), 2, fixtures.alive(resumed, 12)))
                .extracting("directive")
                .isEqualTo(Directive.CONTINUE);
        assertThat(
                        fixtures.rows()
                                .text(
                                        "SELECT reason FROM job_history WHERE job_id = ? AND to_state = 'queued' ORDER BY id DESC LIMIT 1",
                                        low.spec().jobId()))
                .isEqualTo("made room for a more urgent job");
    }

    @Test
    void twoReplicasStopOneJobNotTwo() throws Exception {
        // given two jobs that could yield, and one that waits
        started(-1);
        started(-1);
        waiting(1);

        // when
        int told = 0;
        try (var replicas = Executors.newFixedThreadPool(2)) {
            Callable<Integer> pass = () -> preemptions.makeRoom("default");
            var first = replicas.submit(pass);
            var second = replicas.submit(pass);
            told = first.get() + second.get();
        }

        // then
        assertThat(told).isEqualTo(1);
    }

    @Test
    void aJobThatEndsMeanwhileEndsAsItWould() {
        // given
        var low = started(-1);
        waiting(1);
        preemptions.makeRoom("default");

        // when its owner is faster than the worker
        jobs.cancel(Fixtures.PROJECT, low.spec().jobId());
        var reply = attempts.heartbeat(low.spec().jobId(), low.token(), fixtures.alive(low, 12));

        // then
        assertThat(reply.directive()).isEqualTo(Directive.CANCEL);
    }

    @Test
    void withAnIdleWorkerNobodyYields() {
        // given
        started(-1);
        claim("idle");
        waiting(1);

        // then
        assertThat(preemptions.makeRoom("default")).isZero();
    }

    /// One whose attempt began an hour ago.
    private Claim started(int priority) {
        jobs.submit(fixtures.request(Fixtures.PROJECT, fixtures.dataset().id(), priority));
        var claim = claim("worker" + System.nanoTime()).orElseThrow();
        fixtures.rows().run("UPDATE attempts SET started_at = started_at - interval '1 hour'");
        return claim;
    }

    /// One that came two minutes ago.
    private JobView waiting(int priority) {
        var job =
                jobs.submit(fixtures.request(Fixtures.PROJECT, fixtures.dataset().id(), priority));
        fixtures.rows()
                .run(
                        "UPDATE jobs SET created_at = created_at - interval '2 minutes' WHERE id = ?",
                        job.id());
        return job;
    }

    private Optional<Claim> claim(String worker) {
        return attempts.claim(fixtures.worker(worker, 4096, Map.of()));
    }
}
