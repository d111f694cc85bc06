package dev.hone.orchestrator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.testing.PlatformTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/// What the protocol asks of the database is planned once, not each time.
@QuarkusTest
class QueryPlansTest extends PlatformTest {
    @Inject Attempts attempts;
    @Inject SessionFactory factory;

    @Test
    void aSecondJobNeedsNoNewPlans() {
        // given one job that has gone all its way
        var statistics = factory.getStatistics();
        statistics.setStatisticsEnabled(true);
        try {
            walk("w1");
            statistics.clear();

            // when
            walk("w2");

            // then
            assertThat(statistics.getQueryPlanCacheHitCount()).isPositive();
            assertThat(statistics.getQueryPlanCacheMissCount()).isZero();
        } finally {
            statistics.setStatisticsEnabled(false);
        }
    }

    private void walk(String worker) {
        fixtures.submit();
        var claim = attempts.claim(fixtures.worker(worker)).orElseThrow();
        var job = claim.spec().jobId();
        attempts.heartbeat(job, claim.token(), fixtures.alive(claim, 1));
        attempts.checkpoint(job, claim.token(), fixtures.checkpoint(claim, 1));
        attempts.finish(job, claim.token(), fixtures.success(claim));
    }
}
