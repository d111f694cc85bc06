package dev.hone.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.protocol.Departure;
import dev.hone.protocol.Directive;
import dev.hone.protocol.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A worker that registers, is refused, is drained, and goes on.
@Timeout(60)
class WorkerStandingTest {
    private static final Outcome DONE = new Outcome.Stopped(Directive.PREEMPT, 3);

    private final TestBell bell = new TestBell();
    private final TestControlPlane controlPlane = new TestControlPlane();

    WorkerStandingTest() throws IOException {}

    @AfterEach
    void stopControlPlane() {
        controlPlane.close();
    }

    @Test
    void registersAtItsStartAndDepartsAtItsEnd() throws Exception {
        try (var _ = worker(_ -> DONE)) {
            Await.until("a first claim", () -> !controlPlane.asked.isEmpty());
        }

        assertThat(controlPlane.registered).containsExactly(controlPlane.asked.getFirst());
        assertThat(controlPlane.departed)
                .containsExactly(new Departure("worker-1", RunningWorker.INSTANCE));
    }

    @Test
    void registersAgainWhenTheControlPlaneWasAway() throws Exception {
        controlPlane.claimsToFail.set(1);

        try (var _ = worker(_ -> DONE)) {
            Await.until("a second registration", () -> controlPlane.registered.size() == 2);
        }
    }

    @Test
    void aRefusedWorkerClaimsNothingAndGoesOnWhenItIsServed() throws Exception {
        controlPlane.refusal = "worker_too_old";
        controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));

        try (var running = worker(_ -> DONE)) {
            Await.until("questions", () -> controlPlane.registered.size() >= 3);
            assertThat(controlPlane.asked).isEmpty();
            assertThat(running.worker.standing())
                    .isEqualTo(
                            new Standing.Refused("worker_too_old", "refused with worker_too_old"));
            controlPlane.refusal = null;

            Await.until("an outcome", () -> controlPlane.outcomes.size() == 1);
        }
    }

    @Test
    void aRefusedWorkerLeavesTheBellToOthers() throws Exception {
        try (var running = worker(_ -> DONE)) {
            Await.until("a first claim", () -> controlPlane.asked.size() == 1);
            controlPlane.refusal = "worker_too_old";

            bell.strike();

            Await.until("a refusal", () -> running.worker.standing() instanceof Standing.Refused);
        }
        assertThat(bell.answers).startsWith("release", "cover");
    }

    @Test
    void aDrainedWorkerLeavesTheBellToOthersAndGoesOnWhenItIsResumed() throws Exception {
        controlPlane.refusal = "worker_drained";
        controlPlane.registrationRefused = false;
        controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));

        try (var running =
                new RunningWorker(controlPlane, bell, _ -> DONE, Duration.ofMillis(50))) {
            Await.until("questions", () -> controlPlane.asked.size() >= 3);
            assertThat(running.worker.standing()).isEqualTo(new Standing.Drained());
            assertThat(controlPlane.registered).hasSize(1);
            assertThat(bell.answers).startsWith("cover");
            controlPlane.refusal = null;

            Await.until("an outcome", () -> controlPlane.outcomes.size() == 1);
        }
    }

    @Test
    void aJobOfAWorkerThatIsNoLongerServedIsFinished() throws Exception {
        controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));
        var upgraded = new CountDownLatch(1);

        try (var _ =
                worker(_ -> {
                    upgraded.await();
                    return DONE;
                })) {
            Await.until("a heartbeat", () -> !controlPlane.heartbeats.isEmpty());
            controlPlane.refusal = "worker_too_old";
            int beats = controlPlane.heartbeats.size();
            Await.until("more heartbeats", () -> controlPlane.heartbeats.size() > beats + 1);
            upgraded.countDown();

            Await.until("an outcome", () -> controlPlane.outcomes.size() == 1);
        }

        assertThat(controlPlane.outcomes).containsExactly(DONE);
    }

    private RunningWorker worker(JobRunner runner) {
        return new RunningWorker(controlPlane, bell, runner, Duration.ofMinutes(5));
    }
}
