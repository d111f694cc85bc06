package dev.hone.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Directive;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.Heartbeat;
import dev.hone.protocol.Lease;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerTest {
    private static final Duration RARELY = Duration.ofMinutes(5);
    private static final Outcome DONE = new Outcome.Stopped(Directive.PREEMPT, 3);

    private final TestBell bell = new TestBell();
    private final TestControlPlane controlPlane = new TestControlPlane();

    WorkerTest() throws IOException {}

    @AfterEach
    void stopControlPlane() {
        controlPlane.close();
    }

    @Test
    void claimsAtItsStartWithoutABell() throws Exception {
        controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));

        try (var _ = worker(_ -> DONE)) {
            Await.until("an outcome", () -> controlPlane.outcomes.size() == 1);
        }

        assertThat(controlPlane.outcomes).containsExactly(DONE);
        assertThat(controlPlane.asked.getFirst().pool()).isEqualTo("default");
    }

    @Test
    void claimsUnpromptedWhenTheBellWasLost() throws Exception {
        try (var _ = new RunningWorker(controlPlane, bell, _ -> DONE, Duration.ofMillis(50))) {
            Await.until("a first claim", () -> !controlPlane.asked.isEmpty());
            controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));

            Await.until("an outcome", () -> controlPlane.outcomes.size() == 1);
        }
    }

    @Test
    void aBellIsAcceptedOnceTheClaimIsAnswered() throws Exception {
        try (var _ = worker(_ -> DONE)) {
            Await.until("a first claim", () -> controlPlane.asked.size() == 1);
            controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));

            bell.strike();

            Await.until("an outcome", () -> controlPlane.outcomes.size() == 1);
        }
        assertThat(bell.answers).startsWith("accept", "cover");
    }

    @Test
    void aBellGoesBackWhenTheControlPlaneFails() throws Exception {
        try (var _ = worker(_ -> DONE)) {
            Await.until("a first claim", () -> controlPlane.asked.size() == 1);
            controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));
            controlPlane.claimsToFail.set(1);

            bell.strike();

            Await.until("an outcome", () -> controlPlane.outcomes.size() == 1);
        }
        assertThat(bell.answers.getFirst()).isEqualTo("release");
        assertThat(controlPlane.asked).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void runsOneJobAfterTheOther() throws Exception {
        controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));
        controlPlane.jobs.add(Claims.of("ftjob-2", Claims.LEASE));
        var atOnce = new AtomicInteger();
        var most = new AtomicInteger();

        try (var _ =
                worker(_ -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    atOnce.decrementAndGet();
                    return DONE;
                })) {
            Await.until("two outcomes", () -> controlPlane.outcomes.size() == 2);
        }

        assertThat(most).hasValue(1);
    }

    @Test
    void heartbeatsCarryTheStep() throws Exception {
        controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));

        try (var _ =
                worker(attempt -> {
                    attempt.progress(5, 40);
                    Await.until("heartbeats", () -> controlPlane.heartbeats.size() >= 2);
                    return DONE;
                })) {
            Await.until("an outcome", () -> controlPlane.outcomes.size() == 1);
        }

        assertThat(controlPlane.heartbeats).contains(new Heartbeat("worker-1", 5, 40));
    }

    @Test
    void aCancelStopsTheJobAndIsReportedWithItsStep() throws Exception {
        var lease =
                new Lease(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(20));
        controlPlane.jobs.add(Claims.of("ftjob-1", lease));

        try (var _ = worker(WorkerTest::untilStopped)) {
            Await.until("a heartbeat", () -> !controlPlane.heartbeats.isEmpty());
            controlPlane.directive = Directive.CANCEL;
            long told = System.nanoTime();

            Await.until("an outcome", () -> controlPlane.outcomes.size() == 1);

            // One heartbeat to hear of it, and a quarter to act.
            assertThat(Duration.ofNanos(System.nanoTime() - told))
                    .isLessThan(Duration.ofMillis(1_250));
        }
        assertThat(controlPlane.outcomes).containsExactly(new Outcome.Stopped(Directive.CANCEL, 9));
    }

    @Test
    void aJobThatIsHandedOverIsToldWithItsDirective() throws Exception {
        controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));
        controlPlane.directive = Directive.PREEMPT;

        try (var _ = worker(WorkerTest::untilStopped)) {
            Await.until("an outcome", () -> controlPlane.outcomes.size() == 1);
        }

        assertThat(controlPlane.outcomes)
                .containsExactly(new Outcome.Stopped(Directive.PREEMPT, 9));
    }

    @Test
    void aStaleTokenDiscardsTheResult() throws Exception {
        controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));
        var ended = new CountDownLatch(1);

        try (var _ =
                worker(attempt -> {
                    controlPlane.stale = true;
                    attempt.stop().pause(Duration.ofSeconds(20));
                    controlPlane.stale = false;
                    ended.countDown();
                    return DONE;
                })) {
            ended.await();
            Await.until("the next claim", () -> controlPlane.asked.size() >= 2);
        }

        assertThat(controlPlane.outcomes).isEmpty();
    }

    @Test
    void aSilentControlPlaneStopsTheAttemptBeforeItsLeaseEnds() throws Exception {
        var lease =
                new Lease(Duration.ofMillis(900), Duration.ofMillis(100), Duration.ofMillis(600));
        controlPlane.jobs.add(Claims.of("ftjob-1", lease));
        var stopped = new CountDownLatch(1);
        long[] silence = new long[1];

        try (var _ =
                worker(attempt -> {
                    controlPlane.silent = true;
                    long from = System.nanoTime();
                    attempt.stop().pause(Duration.ofSeconds(20));
                    silence[0] = System.nanoTime() - from;
                    stopped.countDown();
                    return DONE;
                })) {
            stopped.await();
            assertThat(Duration.ofNanos(silence[0])).isLessThan(lease.duration());
            controlPlane.silent = false;
            Await.until("the next claim", () -> controlPlane.asked.size() >= 2);
        }

        assertThat(controlPlane.outcomes).isEmpty();
    }

    @Test
    void theOutcomeIsToldAgainUntilItIsAnswered() throws Exception {
        controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));
        controlPlane.outcomesToFail.set(2);

        try (var _ = worker(_ -> DONE)) {
            Await.until("an outcome", () -> controlPlane.outcomes.size() == 1);
        }

        assertThat(controlPlane.outcomes).containsExactly(DONE);
    }

    @Test
    void aCheckpointReachesTheControlPlane() throws Exception {
        controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));
        var manifest =
                new CheckpointManifest(
                        2, 0.5, 1.5, List.of(new NamedObject("state", Claims.NOTHING)));
        var counted = new AtomicBoolean();

        try (var _ =
                worker(attempt -> {
                    counted.set(attempt.checkpoint(manifest));
                    return DONE;
                })) {
            Await.until("an outcome", () -> controlPlane.outcomes.size() == 1);
        }

        assertThat(counted).isTrue();
        assertThat(controlPlane.checkpoints).containsExactly(manifest);
    }

    @Test
    void aCheckpointOfALostLeaseDoesNotCount() throws Exception {
        controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));
        controlPlane.stale = true;
        var manifest =
                new CheckpointManifest(
                        2, 0.5, 1.5, List.of(new NamedObject("state", Claims.NOTHING)));
        var answers = new CopyOnWriteArrayList<Boolean>();

        try (var _ =
                worker(attempt -> {
                    answers.add(attempt.checkpoint(manifest));
                    answers.add(attempt.owned());
                    return DONE;
                })) {
            Await.until("the next claim", () -> controlPlane.asked.size() >= 2);
        }

        assertThat(answers).containsExactly(false, false);
        assertThat(controlPlane.outcomes).isEmpty();
    }

    @Test
    void aWorkerThatEndsGivesItsJobBack() throws Exception {
        controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));

        try (var running = worker(WorkerTest::untilStopped)) {
            Await.until("a heartbeat", () -> !controlPlane.heartbeats.isEmpty());
            running.worker.stop();
        }

        assertThat(controlPlane.outcomes)
                .containsExactly(new Outcome.Stopped(Directive.CONTINUE, 9));
    }

    @Test
    void aWorkerThatEndsDoesNotWaitForALongStep() throws Exception {
        controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));
        var longStep = new CountDownLatch(1);

        try (var running =
                worker(attempt -> {
                    attempt.progress(4, 10);
                    longStep.await();
                    return DONE;
                })) {
            Await.until("a heartbeat", () -> !controlPlane.heartbeats.isEmpty());
            running.worker.stop();
            running.worker.awaitEnd(Duration.ofMillis(50), Duration.ofSeconds(1));
            longStep.countDown();
        }

        assertThat(controlPlane.outcomes)
                .containsExactly(new Outcome.Stopped(Directive.CONTINUE, 4));
    }

    @Test
    void aJobThatThrowsFailsAndTheWorkerGoesOn() throws Exception {
        controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));
        controlPlane.jobs.add(Claims.of("ftjob-2", Claims.LEASE));

        try (var _ =
                worker(attempt -> {
                    if (attempt.claim().spec().jobId().equals("ftjob-1")) {
                        throw new StackOverflowError();
                    }
                    return DONE;
                })) {
            Await.until("two outcomes", () -> controlPlane.outcomes.size() == 2);
        }

        assertThat(controlPlane.outcomes.getFirst())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> {
                            assertThat(failed.failure()).isEqualTo(FailureClass.PLATFORM);
                            assertThat(failed.code()).isEqualTo("unexpected");
                            assertThat(failed.message()).contains("java.lang.StackOverflowError");
                        });
    }

    private RunningWorker worker(JobRunner runner) {
        return new RunningWorker(controlPlane, bell, runner, RARELY);
    }

    private static Outcome untilStopped(Attempt attempt) {
        attempt.progress(9, 40);
        attempt.stop().pause(Duration.ofSeconds(30));
        return attempt.stopped();
    }
}
