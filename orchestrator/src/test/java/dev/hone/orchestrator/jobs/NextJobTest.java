package dev.hone.orchestrator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.scheduling.Forecast;
import dev.hone.orchestrator.scheduling.Lane;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.Directive;
import dev.hone.protocol.Outcome;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class NextJobTest extends PlatformTest {
    @Inject Attempts attempts;
    @Inject Jobs jobs;
    @Inject QueueStore queue;
    @Inject Reconciler reconciler;

    @Test
    void projectsTakeTurnsHoweverMuchOneOfThemSubmits() {
        // given
        fixtures.rows().run("INSERT INTO projects (id) VALUES ('other') ON CONFLICT DO NOTHING");
        var flood = fixtures.dataset().id();
        for (int i = 0; i < 6; i++) {
            jobs.submit(fixtures.request(flood));
        }
        var single = fixtures.upload("other", "t.jsonl", "fine-tune", Fixtures.ROW).id();
        jobs.submit(fixtures.request("other", single, 0));
        jobs.submit(fixtures.request("other", single, 0));

        // when
        var projects = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            projects.add(claim("w" + i).spec().project());
        }

        // then
        assertThat(projects).containsExactly("default", "other", "default", "other");
    }

    @Test
    void lanesAreSeenOnceWhateverTheirLength() {
        // given
        var file = fixtures.dataset().id();
        jobs.submit(fixtures.request(Fixtures.PROJECT, file, 5));
        jobs.submit(fixtures.request(Fixtures.PROJECT, file, 9));
        jobs.submit(fixtures.request(Fixtures.PROJECT, file, -1));

        // when
        var lanes = QuarkusTransaction.requiringNew().call(() -> queue.lanes("default"));

        // then
        assertThat(lanes).hasSize(2);
        assertThat(lanes).extracting(Lane::project).containsOnly(Fixtures.PROJECT);
    }

    @Test
    void aShareIsCorrectedByWhatTheAttemptTook() {
        // given a job that was charged ten minutes and given back at once
        fixtures.submit();
        var claim = claim("w1");
        var charged = share();
        attempts.finish(
                claim.spec().jobId(), claim.token(), new Outcome.Stopped(Directive.CONTINUE, 0));

        // when
        var settled = reconciler.settleShares();
        var again = reconciler.settleShares();

        // then
        assertThat(charged).isEqualTo(600);
        assertThat(settled).isEqualTo(1);
        assertThat(again).isZero();
        assertThat(share()).isBetween(0.0, 60.0);
    }

    @Test
    void theQuotaOfAProjectHoldsItsJobsBackAndSaysSo() {
        // given a project that may have one job at work
        fixtures.rows().run("INSERT INTO projects (id) VALUES ('small') ON CONFLICT DO NOTHING");
        var file = fixtures.upload("small", "t.jsonl", "fine-tune", Fixtures.ROW).id();
        jobs.submit(fixtures.request("small", file, 0));
        var second = jobs.submit(fixtures.request("small", file, 0));
        fixtures.rows().run("UPDATE jobs SET queued_at = queued_at - interval '90 seconds'");

        // when
        var first = attempts.claim(fixtures.worker("w1"));
        var refused = attempts.claim(fixtures.worker("w2"));

        // then
        assertThat(first).isPresent();
        assertThat(refused).isEmpty();
        assertThat(jobs.find("small", second.id()).orElseThrow().place())
                .extracting(Forecast.Place::reason)
                .isEqualTo("project quota: 1 of 1 jobs are running");
    }

    private Claim claim(String worker) {
        return attempts.claim(fixtures.worker(worker)).orElseThrow();
    }

    private double share() {
        return QuarkusTransaction.requiringNew()
                .call(() -> queue.standing(List.of(Fixtures.PROJECT)))
                .of(Fixtures.PROJECT)
                .seconds();
    }
}
