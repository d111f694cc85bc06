package dev.hone.orchestrator.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.jobs.Attempts;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.orchestrator.testing.Rows;
import dev.hone.protocol.Claim;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// Each query is seen to fail: a violation is planted behind the guards' back, in a transaction
/// that is rolled back.
@QuarkusTest
class InvariantsTest extends PlatformTest {
    /// A version of some file; when and by whom it was deleted is left open.
    private static final String VERSION =
            """
            INSERT INTO dataset_versions (dataset_id, number, project, file, filename, sha256, bytes,
                rows, content_sha256, created_at, created_by, deleted_at, deleted_by)
            SELECT 1, 1, project, id, filename, sha256, bytes, 1, sha256, now(), 'ada', %s
            FROM files LIMIT 1
            """;

    /// Rows of a job that succeeded and of one that runs; `:ended` and `:running` are their ids.
    private static final Map<String, String> PLANTED =
            Map.ofEntries(
                    Map.entry(
                            "a job has more than one adapter",
                            """
                            ALTER TABLE adapters DROP CONSTRAINT adapters_job_id_key;
                            INSERT INTO adapters (model, job_id, project, token, base_name,
                                base_digest, bytes, lineage, created_at)
                            SELECT 'second', job_id, project, token, base_name, base_digest, 0,
                                lineage, now() FROM adapters
                            """),
                    Map.entry("a succeeded job has no adapter", "DELETE FROM adapters"),
                    Map.entry(
                            "an adapter's job has not succeeded",
                            "UPDATE jobs SET state = 'cancelled' WHERE id = ':ended'"),
                    Map.entry(
                            "an adapter's token is not its job's", "UPDATE adapters SET token = 0"),
                    Map.entry(
                            "a guard against overtaken writes is missing",
                            "ALTER TABLE checkpoints DISABLE TRIGGER checkpoints_are_guarded"),
                    Map.entry(
                            "a worker has live leases on two jobs",
                            """
                            UPDATE jobs SET state = 'running', finished_at = NULL, worker = 'w2',
                                lease_expires_at = now() + interval '9 seconds'
                            WHERE id = ':ended'
                            """),
                    Map.entry(
                            "a job left a state that is an end",
                            """
                            INSERT INTO job_history
                                (job_id, from_state, to_state, attempt, token, reason)
                            VALUES (':ended', 'succeeded', 'queued', 1, 1, 'planted')
                            """),
                    Map.entry(
                            "a worker's event stands behind the job's end",
                            """
                            INSERT INTO job_events (job_id, token, sequence, level, message)
                            VALUES (':ended', 1, 9, 'info', 'late')
                            """),
                    Map.entry(
                            "token or attempt goes back in a job's history",
                            """
                            INSERT INTO job_history
                                (job_id, from_state, to_state, attempt, token, reason)
                            VALUES (':running', 'running', 'running', 0, 0, 'planted')
                            """),
                    Map.entry(
                            "a checkpoint's step or token goes back",
                            """
                            INSERT INTO checkpoints
                                (id, job_id, token, step, epoch, train_loss, files)
                            VALUES ('a', ':running', 1, 50, 0, 0, '[]'),
                                   ('b', ':running', 1, 40, 0, 0, '[]')
                            """),
                    Map.entry(
                            "a job's progress is behind an event of its attempt",
                            """
                            INSERT INTO job_events
                                (job_id, token, sequence, level, message, metrics)
                            VALUES (':running', 1, 9, 'info', '', '{"total_steps": 100}')
                            """),
                    Map.entry(
                            "a lease ran out more than 40 s ago and nobody acted",
                            """
                            UPDATE jobs SET lease_expires_at = now() - interval '41 seconds'
                            WHERE id = ':running'
                            """),
                    Map.entry(
                            "a job has waited more than 60 s while a worker that could have it was idle",
                            """
                            UPDATE jobs SET queued_at = now() - interval '90 seconds'
                            WHERE state = 'queued'
                            """),
                    Map.entry(
                            "a job has been cancelling for more than 60 s",
                            """
                            UPDATE jobs SET state = 'cancelling' WHERE id = ':running';
                            UPDATE job_history SET at = now() - interval '61 seconds'
                            """),
                    Map.entry(
                            "a cancelled job has a visible adapter",
                            "UPDATE jobs SET state = 'cancelled' WHERE id = ':ended'"),
                    Map.entry(
                            "a message was left behind in the outbox for more than 60 s",
                            """
                            UPDATE outbox SET created_at = now() - interval '99 seconds';
                            UPDATE outbox SET published_at = now() - interval '61 seconds'
                            WHERE id = (SELECT max(id) FROM outbox)
                            """),
                    Map.entry(
                            "a job's state is not the last one of its history",
                            "UPDATE jobs SET state = 'pausing' WHERE id = ':running'"),
                    Map.entry(
                            "a job's file or adapter belongs to another project",
                            """
                            INSERT INTO projects (id) VALUES ('foreign');
                            UPDATE files SET project = 'foreign'
                            """),
                    Map.entry(
                            "a dataset's version has lost its file",
                            VERSION.formatted("NULL, NULL")
                                    + "; UPDATE files SET deleted_at = now()"),
                    Map.entry(
                            "a tag stands for a version that is deleted",
                            VERSION.formatted("now(), 'bob'")
                                    + """
                                    ; INSERT INTO dataset_tags (dataset_id, tag, number)
                                    VALUES (1, 'prod', 1)
                                    """),
                    Map.entry(
                            "an adapter's lineage is not whole",
                            "UPDATE adapters SET lineage = lineage - 'tokenizer'"));

    @Inject DataSource dataSource;
    @Inject Attempts attempts;

    @Test
    void everyInvariantIsSeenToFail() throws SQLException {
        // given
        var ended = fixtures.submit();
        attempts.finish(ended.id(), 1, fixtures.success(claim("w1")));
        var running = fixtures.submit();
        claim("w2");
        fixtures.submit();
        var seen = new TreeSet<String>();

        // when
        for (var planted : PLANTED.entrySet()) {
            var sql =
                    planted.getValue()
                            .replace(":ended", ended.id())
                            .replace(":running", running.id());
            if (violatedBy(planted.getKey(), sql)) {
                seen.add(planted.getKey());
            }
        }

        // then
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        Catalogue.ALL.stream().map(Invariant::name).toList());
    }

    @Test
    void aLostCheckpointFileIsSeen() throws IOException {
        // given
        var job = fixtures.submit();
        var claim = claim("w1");
        var checkpoint = fixtures.checkpoint(claim, 50);
        attempts.checkpoint(job.id(), 1, checkpoint);
        var object = checkpoint.files().getFirst().object();

        // when
        fixtures.remove(object.key());
        var violations = invariants.check();
        fixtures.checkpoint(claim, 50);

        // then
        assertThat(violations)
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.number()).isEqualTo(13);
                    assertThat(violation.example()).isEqualTo(object.key());
                });
    }

    private boolean violatedBy(String name, String sql) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            // Switches triggers and foreign keys off for this transaction.
            Rows.run(connection, "SET LOCAL session_replication_role = replica");
            for (var statement : sql.split(";")) {
                Rows.run(connection, statement);
            }
            var violations = Invariants.check(connection);
            connection.rollback();
            return violations.stream().anyMatch(violation -> violation.name().equals(name));
        }
    }

    private Claim claim(String worker) {
        return attempts.claim(fixtures.worker(worker)).orElseThrow();
    }
}
