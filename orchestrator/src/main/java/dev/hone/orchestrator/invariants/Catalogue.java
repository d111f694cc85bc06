package dev.hone.orchestrator.invariants;

import java.util.List;

/// Every invariant that can be seen in the tables. Each query answers no rows when all is well. The
/// times leave the platform as long as it promises to take.
final class Catalogue {
    private Catalogue() {}

    static final List<Invariant> ALL =
            List.of(
                    new Invariant(
                            2,
                            "a job has more than one adapter",
                            """
                            SELECT job_id FROM adapters GROUP BY job_id HAVING count(*) > 1
                            """),
                    new Invariant(
                            2,
                            "a succeeded job has no adapter",
                            """
                            SELECT j.id FROM jobs j
                            WHERE j.state = 'succeeded'
                              AND NOT EXISTS (SELECT FROM adapters a WHERE a.job_id = j.id)
                            """),
                    new Invariant(
                            2,
                            "an adapter's job has not succeeded",
                            """
                            SELECT a.model FROM adapters a JOIN jobs j ON j.id = a.job_id
                            WHERE j.state <> 'succeeded'
                            """),
                    new Invariant(
                            3,
                            "an adapter's token is not its job's",
                            """
                            SELECT a.model FROM adapters a JOIN jobs j ON j.id = a.job_id
                            WHERE a.token <> j.token
                            """),
                    new Invariant(
                            4,
                            "a guard against overtaken writes is missing",
                            """
                            SELECT expected FROM unnest(ARRAY[
                                'jobs_are_guarded', 'job_history_is_guarded',
                                'job_history_is_append_only', 'attempts_are_guarded',
                                'checkpoints_are_guarded', 'adapters_are_guarded',
                                'audit_is_append_only']) expected
                            WHERE NOT EXISTS (
                                SELECT FROM pg_trigger
                                WHERE tgname = expected AND tgenabled <> 'D')
                            """),
                    new Invariant(
                            5,
                            "a worker has live leases on two jobs",
                            """
                            SELECT worker FROM jobs
                            WHERE state IN ('running', 'finalizing', 'pausing', 'cancelling')
                              AND lease_expires_at > clock_timestamp()
                            GROUP BY worker HAVING count(*) > 1
                            """),
                    new Invariant(
                            6,
                            "a job left a state that is an end",
                            """
                            SELECT job_id FROM job_history
                            WHERE from_state IN ('succeeded', 'failed', 'cancelled')
                            """),
                    new Invariant(
                            6,
                            "a worker's event stands behind the job's end",
                            """
                            SELECT j.id FROM jobs j
                            WHERE j.finished_at IS NOT NULL
                              AND (SELECT max(e.id) FROM job_events e
                                   WHERE e.job_id = j.id AND e.sequence IS NOT NULL)
                                > (SELECT max(e.id) FROM job_events e
                                   WHERE e.job_id = j.id AND e.sequence IS NULL)
                            """),
                    new Invariant(
                            7,
                            "token or attempt goes back in a job's history",
                            """
                            SELECT job_id FROM (
                                SELECT job_id, token, attempt,
                                    lag(token) OVER history AS token_before,
                                    lag(attempt) OVER history AS attempt_before
                                FROM job_history
                                WINDOW history AS (PARTITION BY job_id ORDER BY id)) step
                            WHERE token < token_before OR attempt < attempt_before
                            """),
                    new Invariant(
                            7,
                            "a checkpoint's step or token goes back",
                            """
                            SELECT job_id FROM (
                                SELECT job_id, token, step,
                                    lag(token) OVER made AS token_before,
                                    lag(step) OVER made AS step_before
                                FROM checkpoints
                                WINDOW made AS (PARTITION BY job_id ORDER BY sequence)) row
                            WHERE token < token_before
                               OR (token = token_before AND step <= step_before)
                            """),
                    new Invariant(
                            7,
                            "a job's progress is behind an event of its attempt",
                            """
                            SELECT j.id FROM jobs j
                            WHERE j.finished_at IS NULL AND EXISTS (
                                SELECT FROM job_events e
                                WHERE e.job_id = j.id AND e.token = j.token
                                  AND e.sequence > j.event_sequence
                                  AND e.metrics -> 'total_steps' IS NOT NULL)
                            """),
                    new Invariant(
                            8,
                            "a lease ran out more than 40 s ago and nobody acted",
                            """
                            SELECT id FROM jobs
                            WHERE state IN ('running', 'finalizing', 'pausing', 'cancelling')
                              AND lease_expires_at < clock_timestamp() - interval '40 seconds'
                            """),
                    new Invariant(
                            9,
                            "a job has waited more than 60 s while a worker that could have it was idle",
                            """
                            SELECT j.id FROM jobs j
                            WHERE j.state = 'queued'
                              AND j.queued_at < clock_timestamp() - interval '60 seconds'
                              AND EXISTS (
                                  SELECT FROM workers w
                                  WHERE w.pool = j.pool AND w.drain IS NULL
                                    AND w.labels @> (j.needs -> 'labels')
                                    AND (w.memory_mebibytes = 0 OR w.memory_mebibytes
                                        >= CAST(j.needs ->> 'memoryMebibytes' AS bigint))
                                    AND w.asked_at
                                        > clock_timestamp() - interval '30 seconds'
                                    AND w.asked_at > j.queued_at + interval '60 seconds'
                                    AND NOT EXISTS (
                                        SELECT FROM jobs o
                                        WHERE o.worker = w.id AND o.state IN
                                            ('running', 'finalizing', 'pausing', 'cancelling')))
                              AND NOT EXISTS (
                                  SELECT FROM project_shares s
                                  WHERE s.project = j.project AND (
                                      s.month = date_trunc('month', now())::date
                                          AND s.seconds >= s.most_seconds
                                      OR s.most_running <= (
                                          SELECT count(*) FROM jobs r
                                          WHERE r.project = j.project AND r.state IN
                                              ('running', 'finalizing', 'pausing', 'cancelling'))))
                            """),
                    new Invariant(
                            10,
                            "a job has been cancelling for more than 60 s",
                            """
                            SELECT j.id FROM jobs j
                            WHERE j.state = 'cancelling' AND (
                                SELECT max(h.at) FROM job_history h WHERE h.job_id = j.id)
                                < clock_timestamp() - interval '60 seconds'
                            """),
                    new Invariant(
                            10,
                            "a cancelled job has a visible adapter",
                            """
                            SELECT a.model FROM adapters a JOIN jobs j ON j.id = a.job_id
                            WHERE j.state = 'cancelled' AND a.deleted_at IS NULL
                            """),
                    new Invariant(
                            11,
                            "a message was left behind in the outbox for more than 60 s",
                            """
                            SELECT o.id::text FROM outbox o
                            WHERE o.published_at IS NULL
                              AND o.created_at < clock_timestamp() - interval '60 seconds'
                              AND EXISTS (
                                  SELECT FROM outbox later
                                  WHERE later.id > o.id AND later.published_at
                                      < clock_timestamp() - interval '60 seconds')
                            """),
                    new Invariant(
                            17,
                            "a job's state is not the last one of its history",
                            """
                            SELECT j.id FROM jobs j
                            WHERE j.state IS DISTINCT FROM (
                                SELECT h.to_state FROM job_history h
                                WHERE h.job_id = j.id ORDER BY h.id DESC LIMIT 1)
                            """),
                    new Invariant(
                            18,
                            "a job's file or adapter belongs to another project",
                            """
                            SELECT j.id FROM jobs j JOIN files f ON f.id IN (
                                j.training_file, j.validation_file, j.evaluation_file,
                                j.metrics_file, j.report_file)
                            WHERE f.project <> j.project
                            UNION ALL
                            SELECT a.model FROM adapters a JOIN jobs j ON j.id = a.job_id
                            WHERE a.project <> j.project
                            """),
                    new Invariant(
                            19,
                            "an adapter's lineage is not whole",
                            """
                            SELECT model FROM adapters
                            WHERE EXISTS (
                                SELECT FROM unnest(ARRAY['base', 'data', 'template', 'tokenizer',
                                    'config', 'code', 'worker']) part
                                WHERE coalesce(lineage ->> part, '') = '')
                               OR lineage ->> 'base' <> base_digest
                            """),
                    new Invariant(
                            20,
                            "a dataset's version has lost its file",
                            """
                            SELECT v.id::text FROM dataset_versions v JOIN files f ON f.id = v.file
                            WHERE v.deleted_at IS NULL AND f.deleted_at IS NOT NULL
                            """),
                    new Invariant(
                            20,
                            "a tag stands for a version that is deleted",
                            """
                            SELECT t.tag FROM dataset_tags t
                            JOIN dataset_versions v USING (dataset_id, number)
                            WHERE v.deleted_at IS NOT NULL
                            """));
}
