package dev.hone.orchestrator.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.jobs.Attempts;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.protocol.Departure;
import dev.hone.protocol.Instance;
import dev.hone.protocol.JobProtocol;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WorkersTest extends PlatformTest {
    private static final Instance FIRST = new Instance("home-1", 3, "node-1, process 41");
    private static final Instance RESTARTED = new Instance("home-1", 4, "node-1, process 97");
    private static final Instance COPY = new Instance("home-2", 1, "node-2, process 12");

    @Inject Workers workers;
    @Inject Attempts attempts;

    @Test
    void aRegistrationIsAnsweredWithTheVersionsServed() {
        // when
        var registered = workers.register(fixtures.worker("w1", FIRST));

        // then
        assertThat(registered.served()).isEqualTo(JobProtocol.SERVED);
        assertThat(fixtures.rows().text("SELECT labels ->> 'region' FROM workers")).isEqualTo("eu");
        assertThat(fixtures.rows().count("SELECT protocol FROM workers")).isEqualTo(1);
    }

    @Test
    void aCopiedConfigurationIsRefusedWithThePlaceOfTheOneThatRuns() {
        // given
        workers.register(fixtures.worker("w1", FIRST));
        fixtures.submit();

        // when
        var atRegistration = refused(() -> workers.register(fixtures.worker("w1", COPY)));
        var atClaim = refused(() -> attempts.claim(fixtures.worker("w1", COPY)));

        // then
        assertThat(atRegistration.code()).isEqualTo("worker_name_taken");
        assertThat(atRegistration.message())
                .contains("\"w1\"", "node-1, process 41", "home home-1", "an id of its own");
        assertThat(atClaim.code()).isEqualTo("worker_name_taken");
        assertThat(attempts.claim(fixtures.worker("w1", FIRST))).isPresent();
    }

    @Test
    void aCopyThatAsksDoesNotTakeTheJobOfTheOneThatRuns() {
        // given
        var job = fixtures.submit();
        var claim = attempts.claim(fixtures.worker("w1", FIRST)).orElseThrow();

        // when
        refused(() -> attempts.claim(fixtures.worker("w1", COPY)));

        // then
        var reply = attempts.heartbeat(job.id(), claim.token(), fixtures.alive(claim, 1));
        assertThat(reply).isNotNull();
    }

    @Test
    void aRestartedWorkerHasItsNameAndItsJobBackAtOnce() {
        // given a worker that was killed while it trained
        var job = fixtures.submit();
        attempts.claim(fixtures.worker("w1", FIRST));

        // when
        workers.register(fixtures.worker("w1", RESTARTED));
        var again = attempts.claim(fixtures.worker("w1", RESTARTED)).orElseThrow();

        // then
        assertThat(again.spec().jobId()).isEqualTo(job.id());
        assertThat(again.attempt()).isEqualTo(2);
    }

    @Test
    void aStartThatWasOvertakenDoesNotComeBack() {
        // given
        workers.register(fixtures.worker("w1", FIRST));
        workers.register(fixtures.worker("w1", RESTARTED));

        // when
        var refusal = refused(() -> workers.register(fixtures.worker("w1", FIRST)));

        // then
        assertThat(refusal.message()).contains("node-1, process 97");
    }

    @Test
    void aNameIsFreeAtOnceWhenItsWorkerDepartsAndOnlyThen() {
        // given
        workers.register(fixtures.worker("w1", FIRST));
        workers.depart(new Departure("w1", COPY));
        refused(() -> workers.register(fixtures.worker("w1", COPY)));

        // when
        workers.depart(new Departure("w1", FIRST));

        // then
        assertThat(workers.register(fixtures.worker("w1", COPY))).isNotNull();
    }

    @Test
    void aNameIsFreeWhenItsWorkerWasSilentForLong() {
        // given
        workers.register(fixtures.worker("w1", FIRST));
        silentFor("w1", 29);
        refused(() -> workers.register(fixtures.worker("w1", COPY)));

        // when
        silentFor("w1", 31);

        // then
        assertThat(workers.register(fixtures.worker("w1", COPY))).isNotNull();
    }

    @Test
    void aHeartbeatKeepsTheName() {
        // given a worker that has trained for long
        var job = fixtures.submit();
        var claim = attempts.claim(fixtures.worker("w1", FIRST)).orElseThrow();
        silentFor("w1", 600);

        // when
        attempts.heartbeat(job.id(), claim.token(), fixtures.alive(claim, 1));

        // then
        assertThat(refused(() -> workers.register(fixtures.worker("w1", COPY))).code())
                .isEqualTo("worker_name_taken");
    }

    @Test
    void ofManyWithOneNameOneIsServed() throws Exception {
        // when
        var served = new ArrayList<Boolean>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var questions =
                    IntStream.range(0, 12)
                            .<Callable<Boolean>>mapToObj(i -> () -> isServed("home-" + i))
                            .toList();
            for (var answer : threads.invokeAll(questions)) {
                served.add(answer.get());
            }
        }

        // then
        assertThat(served).containsOnlyOnce(true);
    }

    @Test
    void aWorkerOfAVersionThatIsNotServedIsToldBothVersionsAndTheMove() {
        // given
        fixtures.submit();

        // when
        var tooOld = refused(() -> workers.register(fixtures.worker("w1", FIRST, 0)));
        var tooNew = refused(() -> workers.register(fixtures.worker("w1", FIRST, 2)));
        var atClaim = refused(() -> attempts.claim(fixtures.worker("w1", FIRST, 2)));

        // then
        assertThat(tooOld.code()).isEqualTo("worker_too_old");
        assertThat(tooOld.message())
                .isEqualTo(
                        "Worker \"w1\" (Hone 0.1) speaks version 0 of the job protocol, this control plane serves 1: upgrade the worker");
        assertThat(tooNew.code()).isEqualTo("worker_too_new");
        assertThat(tooNew.message())
                .contains("version 2", "serves 1", "upgrade the control plane first");
        assertThat(atClaim.code()).isEqualTo("worker_too_new");
    }

    @Test
    void aRefusedWorkerDoesNotCountAsIdle() {
        // given a job that has waited for long
        var job = fixtures.submit();
        fixtures.rows()
                .run(
                        "UPDATE jobs SET queued_at = queued_at - interval '90 seconds' WHERE id = ?",
                        job.id());

        // when
        refused(() -> attempts.claim(fixtures.worker("w1", FIRST, 2)));

        // then
        assertThat(invariants.check()).isEmpty();
    }

    @Test
    void aWorkerWhoseJobHasJustEndedDoesNotCountAsIdle() {
        // given a job that waits while a worker trains another
        var running = fixtures.submit();
        var claim = attempts.claim(fixtures.worker("w1", FIRST)).orElseThrow();
        var waiting = fixtures.submit();
        fixtures.rows()
                .run(
                        "UPDATE jobs SET queued_at = queued_at - interval '90 seconds' WHERE id = ?",
                        waiting.id());
        fixtures.rows().run("UPDATE workers SET asked_at = asked_at - interval '80 seconds'");

        // when
        attempts.heartbeat(running.id(), claim.token(), fixtures.alive(claim, 1));
        attempts.finish(running.id(), claim.token(), fixtures.success(claim));

        // then
        assertThat(invariants.check()).isEmpty();
    }

    private boolean isServed(String home) {
        try {
            workers.register(fixtures.worker("w1", new Instance(home, 1, "somewhere")));
            return true;
        } catch (ApiException _) {
            return false;
        }
    }

    private void silentFor(String worker, int seconds) {
        fixtures.rows()
                .run(
                        """
                        UPDATE workers SET last_seen_at = clock_timestamp() - make_interval(secs => ?)
                        WHERE id = ?
                        """,
                        (double) seconds,
                        worker);
    }

    private static ApiError refused(ThrowingCallable call) {
        return catchThrowableOfType(ApiException.class, call).error();
    }
}
