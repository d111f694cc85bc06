package dev.hone.orchestrator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PostgresResource;
import dev.hone.orchestrator.testing.StoreResource;
import dev.hone.protocol.ClaimRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a claim costs beside more and more jobs, of which a tenth wait, or enough for all claims at
/// least: run by its name, see docs/reference/benchmarks.md. `-Dhone.claims.jobs` names other
/// numbers of jobs.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(StoreResource.class)
class ClaimBench {
    private static final int CLAIMS = 2_000;
    private static final int WORKERS_AT_ONCE = 4;

    /// So many until the compiler is through with what a claim runs.
    private static final int WARM_UP = 10_000;

    private static final String JOBS =
            System.getProperty("hone.claims.jobs", "10000,100000,1000000");

    @Inject Fixtures fixtures;
    @Inject Attempts attempts;
    @Inject DataSource dataSource;

    @Test
    void claimsBesideMoreAndMoreJobs() throws Exception {
        int warmUp = WARM_UP;
        for (var number : JOBS.split(",")) {
            long jobs = Long.parseLong(number);
            fixtures.reset();
            fill(jobs);
            claims(warmUp, "warm-");
            measure(jobs);
            warmUp = WARM_UP / 10;
        }
    }

    @AfterEach
    void empty() {
        fixtures.reset();
    }

    private void measure(long jobs) throws Exception {
        long began = System.nanoTime();
        double[] millis = claims(CLAIMS, "worker-");
        double seconds = (System.nanoTime() - began) / 1e9;
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%,d jobs: %.0f claims/s, median %.1f ms, p99 %.1f ms%n",
                jobs,
                CLAIMS / seconds,
                millis[CLAIMS / 2],
                millis[CLAIMS * 99 / 100]);
    }

    /// @return how long each took
    private double[] claims(int count, String name) throws Exception {
        try (var workers = Executors.newFixedThreadPool(WORKERS_AT_ONCE)) {
            var claims = new ArrayList<Future<Double>>();
            for (int i = 0; i < count; i++) {
                var worker = fixtures.worker(name + i);
                claims.add(workers.submit(() -> claim(worker)));
            }
            double[] millis = new double[count];
            for (int i = 0; i < count; i++) {
                millis[i] = claims.get(i).get();
            }
            return millis;
        }
    }

    private double claim(ClaimRequest worker) {
        long began = System.nanoTime();
        var claim = attempts.claim(worker);
        double millis = (System.nanoTime() - began) / 1e6;
        assertThat(claim).isPresent();
        return millis;
    }

    /// Of ten projects; the waiting ones are in all classes. The guards are off, since nothing here
    /// has a history.
    private void fill(long jobs) throws SQLException {
        var template = fixtures.submit().id();
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            try {
                statement.execute(
                        """
                        INSERT INTO projects (id) SELECT 'project-' || n FROM generate_series(0, 9) n
                        """);
                statement.execute(
                        """
                        INSERT INTO files SELECT (jsonb_populate_record(f, jsonb_build_object(
                            'id', 'file-' || n, 'project', 'project-' || n))).*
                        FROM files f, generate_series(0, 9) n
                        """);
                statement.execute(
                        """
                        INSERT INTO jobs SELECT (jsonb_populate_record(j, jsonb_build_object(
                            'id', 'ftjob-' || n, 'project', 'project-' || n %% 10,
                            'training_file', 'file-' || n %% 10, 'model', 'ft:' || n,
                            'priority', n %% 3 - 1,
                            'state', CASE WHEN n <= %1$d THEN 'queued' ELSE 'cancelled' END,
                            'finished_at', CASE WHEN n <= %1$d THEN NULL ELSE now() END,
                            'created_at', now() - make_interval(secs => n)))).*
                        FROM jobs j, generate_series(1, %2$d) n WHERE j.id = '%3$s'
                        """
                                .formatted(Math.max(jobs / 10, WARM_UP + CLAIMS), jobs, template));
            } finally {
                statement.execute("SET session_replication_role = origin");
            }
            statement.execute("VACUUM ANALYZE jobs");
        }
    }
}
