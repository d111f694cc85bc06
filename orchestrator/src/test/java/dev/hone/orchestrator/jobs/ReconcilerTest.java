package dev.hone.orchestrator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.outbox.Outbox;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.protocol.NamedObject;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReconcilerTest extends PlatformTest {
    @Inject Attempts attempts;
    @Inject Jobs jobs;
    @Inject Reconciler reconciler;
    @Inject Outbox outbox;
    @Inject ObjectSweeper sweeper;
    @Inject ObjectStore store;

    @Test
    void aJobWhoseBellWasLostIsRungAgainOnce() {
        // given a bell that was published and never heard
        fixtures.submit();
        fixtures.rows().run("UPDATE outbox SET published_at = clock_timestamp()");
        fixtures.rows().run("UPDATE jobs SET bell_at = clock_timestamp() - interval '61 seconds'");

        // when
        var first = reconciler.ringLostBells();
        var second = reconciler.ringLostBells();

        // then
        assertThat(first).isEqualTo(1);
        assertThat(second).isZero();
        assertThat(fixtures.rows().count("SELECT count(*) FROM outbox")).isEqualTo(2);
    }

    @Test
    void aBellThatIsStillOnItsWayIsNotRungAgain() {
        // given
        fixtures.submit();
        fixtures.rows().run("UPDATE jobs SET bell_at = clock_timestamp() - interval '61 seconds'");

        // when
        var rung = reconciler.ringLostBells();

        // then
        assertThat(rung).isZero();
    }

    @Test
    void publishedMessagesAreForgottenAfterAnHour() {
        // given
        fixtures.submit();
        fixtures.submit();
        fixtures.rows()
                .run(
                        """
                        UPDATE outbox SET published_at = clock_timestamp() - interval '61 minutes'
                        WHERE id = (SELECT min(id) FROM outbox)
                        """);

        // when
        outbox.prune(Duration.ofHours(1));

        // then
        assertThat(fixtures.rows().count("SELECT count(*) FROM outbox")).isEqualTo(1);
    }

    @Test
    void objectsThatNoRowSpeaksOfGoADayAfterTheEnd() throws IOException {
        // given a job that left a half checkpoint, and one known one
        var job = fixtures.submit();
        var claim = attempts.claim(fixtures.worker("w1")).orElseThrow();
        var known = fixtures.checkpoint(claim, 50);
        attempts.checkpoint(job.id(), 1, known);
        var orphan = fixtures.put(claim.storePrefix() + "checkpoints/step-99/half", "half");
        var foreign = fixtures.put("jobs/ftjob-elsewhere/t1/adapter/weights", "not ours");
        var success = fixtures.success(claim);
        attempts.finish(job.id(), 1, success);

        // when
        var sameDay = sweeper.sweepEndedJobs();
        fixtures.rows().run("UPDATE jobs SET finished_at = now() - interval '25 hours'");
        var nextDay = sweeper.sweepEndedJobs();

        // then
        assertThat(sameDay).isZero();
        assertThat(nextDay).isEqualTo(1);
        assertThat(store.size(orphan.key())).isEmpty();
        assertThat(store.size(foreign.key())).isPresent();
        assertThat(store.size(success.metrics().key())).isPresent();
        for (NamedObject file : known.files()) {
            assertThat(store.size(file.object().key())).isPresent();
        }
        assertThat(sweeper.sweepEndedJobs()).isZero();
    }
}
