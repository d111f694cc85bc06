package dev.hone.orchestrator.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.jobs.Attempts;
import dev.hone.orchestrator.metrics.Series.Point;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MetricsTest extends PlatformTest {
    private static final int LONG = 20_000;
    private static final int SPIKE = 12_345;

    @Inject Metrics metrics;
    @Inject Thinning thinning;
    @Inject Attempts attempts;

    @Test
    void aLongJobsCurveHasAtMostSoManyPointsAndItsSpike() {
        // given
        var job = running();
        tell(job, 1, 1, LONG);

        // when
        var curve = curve(job, Metric.TRAIN_LOSS, 1_000);

        // then
        assertThat(curve.stored()).isEqualTo(LONG);
        assertThat(curve.points()).hasSizeBetween(300, 1_000);
        assertThat(curve.points()).extracting(Point::step).isSorted().doesNotHaveDuplicates();
        assertThat(curve.points()).contains(new Point(SPIKE, 99));
        assertThat(curve.points().getFirst().step()).isEqualTo(1);
        assertThat(curve.points().getLast().step()).isEqualTo(LONG);
    }

    @Test
    void stepsThatALaterAttemptMadeAgainAreShownOnce() {
        // given
        var job = fixtures.submit().id();
        var claim = attempts.claim(fixtures.worker("w1")).orElseThrow();
        attempts.checkpoint(job, 1, fixtures.checkpoint(claim, 50));
        tell(job, 1, 1, 70);
        assertThat(attempts.claim(fixtures.worker("w1"))).isPresent();
        var token = fixtures.rows().count("SELECT token FROM jobs WHERE id = ?", job);
        tell(job, token, 51, 60);

        // when
        var curve = curve(job, Metric.TRAIN_LOSS, 1_000);

        // then
        assertThat(curve.points()).extracting(Point::step).hasSize(60).doesNotHaveDuplicates();
        assertThat(curve.points().getLast()).isEqualTo(new Point(60, loss(60, token)));
    }

    @Test
    void onlyMetricsThatWereAskedForAndMeasuredAreThere() {
        // given
        var job = running();
        tell(job, 1, 1, 3);

        // when
        var all = metrics.of(Fixtures.PROJECT, job, EnumSet.allOf(Metric.class), 100);
        var none = metrics.of(Fixtures.PROJECT, job, Set.of(Metric.VALID_LOSS), 100);

        // then
        assertThat(all)
                .extracting(Series::metric)
                .containsExactly(Metric.TRAIN_LOSS, Metric.LEARNING_RATE);
        assertThat(none).isEmpty();
    }

    @Test
    void aJobOfAnotherProjectIsNotFound() {
        // given
        var job = running();

        // then
        assertThatThrownBy(() -> metrics.of("foreign", job, EnumSet.of(Metric.TRAIN_LOSS), 100))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining(job);
    }

    @Test
    void aJobThatEndedLongAgoKeepsWhatAChartNeedsAndItsMessages() throws SQLException {
        // given
        var job = ended(31);
        var before = curve(job, Metric.TRAIN_LOSS, 200);
        var messages = messages(job);

        // when
        var thinned = thinning.thinNext();
        var again = thinning.thinNext();

        // then
        assertThat(thinned).isTrue();
        assertThat(again).isFalse();
        var after = curve(job, Metric.TRAIN_LOSS, 10_000);
        assertThat(after.stored()).isBetween(300L, 4_000L);
        assertThat(after.points()).contains(new Point(SPIKE, 99));
        assertThat(curve(job, Metric.TRAIN_LOSS, 200).points())
                .containsExactlyElementsOf(before.points());
        assertThat(messages(job)).isEqualTo(messages);
    }

    @Test
    void jobsThatRunOrEndedLatelyKeepEveryPoint() throws SQLException {
        // given
        var lately = ended(29);
        var running = running();
        tell(running, 1, 1, LONG);

        // when
        var thinned = thinning.thinNext();

        // then
        assertThat(thinned).isFalse();
        assertThat(curve(lately, Metric.TRAIN_LOSS, 100).stored()).isEqualTo(LONG);
        assertThat(curve(running, Metric.TRAIN_LOSS, 100).stored()).isEqualTo(LONG);
    }

    private String running() {
        var job = fixtures.submit();
        assertThat(attempts.claim(fixtures.worker("w1"))).isPresent();
        return job.id();
    }

    private String ended(int days) {
        var job = fixtures.submit().id();
        var claim = attempts.claim(fixtures.worker("w1")).orElseThrow();
        tell(job, 1, 1, LONG);
        attempts.finish(job, 1, fixtures.success(claim));
        fixtures.rows()
                .run(
                        "UPDATE jobs SET finished_at = now() - make_interval(days => ?) WHERE id = ?",
                        days,
                        job);
        return job;
    }

    /// Rows as the consumer writes them: a loss with one spike, and a rate.
    private void tell(String job, long token, int from, int to) {
        fixtures.rows()
                .run(
                        """
                        INSERT INTO job_events (job_id, token, sequence, level, message, metrics)
                        SELECT ?, ?, step - ?, 'info', 'Step',
                            jsonb_build_object('step', step, 'total_steps', 20000,
                                'learning_rate', 0.001,
                                'train_loss', CASE step WHEN 12345 THEN 99
                                    ELSE mod(step * 7919, 1024) / 1024.0 + ? END)
                        FROM generate_series(?, ?) AS step
                        """,
                        job,
                        token,
                        from,
                        token,
                        from,
                        to);
        // So that the progress is not behind.
        fixtures.rows().run("UPDATE jobs SET event_sequence = ? WHERE id = ?", to - from, job);
    }

    private static double loss(int step, long token) {
        return step * 7919 % 1024 / 1024.0 + token;
    }

    private Series curve(String job, Metric metric, int points) {
        return metrics.of(Fixtures.PROJECT, job, Set.of(metric), points).getFirst();
    }

    private List<String> messages(String job) {
        return fixtures.rows()
                .texts(
                        "SELECT message FROM job_events WHERE job_id = ? AND metrics IS NULL"
                                + " ORDER BY id",
                        job);
    }
}
