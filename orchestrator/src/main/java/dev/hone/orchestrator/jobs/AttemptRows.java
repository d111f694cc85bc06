package dev.hone.orchestrator.jobs;

import dev.hone.datasets.plan.Calls;
import dev.hone.orchestrator.sql.Column;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/// Keeps attempts in a table.
@ApplicationScoped
class AttemptRows implements AttemptStore {
    private final Session session;

    AttemptRows(Session session) {
        this.session = session;
    }

    @Override
    public void begin(JobEntity job, String worker, int resumeStep, double charged) {
        // A new attempt counts its events and its steps anew.
        session.createNativeMutationQuery(
                        """
                        WITH begun AS (
                            INSERT INTO attempts (job_id, token, attempt, worker, resume_step,
                                charged_seconds, settled)
                            VALUES (:job, :token, :attempt, :worker, :step, :charged, false))
                        UPDATE jobs SET event_sequence = -1, step = :step, seconds_left = NULL
                        WHERE id = :job
                        """)
                .setParameter("job", job.id)
                .setParameter("token", job.token)
                .setParameter("attempt", job.attempt)
                .setParameter("worker", worker)
                .setParameter("step", resumeStep)
                .setParameter("charged", charged)
                .executeUpdate();
    }

    @Override
    public void end(String jobId, long token, String reason) {
        session.createNativeMutationQuery(
                        """
                        UPDATE attempts SET ended_at = clock_timestamp(), ended_because = :reason
                        WHERE job_id = :job AND token = :token AND ended_at IS NULL
                        """)
                .setParameter("job", jobId)
                .setParameter("token", token)
                .setParameter("reason", reason)
                .executeUpdate();
    }

    @Override
    public void rememberFailure(String jobId, long token, Outcome.Failed failure) {
        session.createNativeMutationQuery(
                        """
                        UPDATE attempts SET failure_code = :code, failure_fingerprint = :fingerprint,
                            failure_call_tokens = :calls
                        WHERE job_id = :job AND token = :token
                        """)
                .setParameter("job", jobId)
                .setParameter("token", token)
                .setParameter("code", failure.code())
                .setParameter("fingerprint", failure.fingerprint(), String.class)
                .setParameter("calls", failure.callTokens(), Integer.class)
                .executeUpdate();
    }

    @Override
    public List<String> brokenAlike(JobEntity job, Outcome.Failed failure) {
        if (failure.fingerprint() == null) {
            return List.of();
        }
        return Column.of(
                        session,
                        "worker",
                        String.class,
                        """
                        SELECT DISTINCT worker FROM attempts
                        WHERE job_id = :job AND worker <> :worker AND failure_code = :code
                          AND failure_fingerprint = :fingerprint
                        ORDER BY worker
                        """)
                .setParameter("job", job.id)
                .setParameter("worker", job.worker)
                .setParameter("code", failure.code())
                .setParameter("fingerprint", failure.fingerprint())
                .getResultList();
    }

    @Override
    public boolean failedBefore(String jobId, String code) {
        return Column.of(
                        session,
                        "failed",
                        Boolean.class,
                        """
                        SELECT EXISTS (SELECT FROM attempts
                            WHERE job_id = :job AND failure_code = :code) AS failed
                        """)
                .setParameter("job", jobId)
                .setParameter("code", code)
                .getSingleResult();
    }

    @Override
    public Optional<SmallerCalls> smallerCalls(String jobId) {
        return Column.of(
                        session,
                        "calls",
                        Integer.class,
                        """
                        SELECT coalesce(failure_call_tokens, :most) AS calls FROM attempts
                        WHERE job_id = :job AND failure_code = :code
                        ORDER BY token DESC LIMIT 1
                        """)
                .setParameter("most", Calls.MOST_TOKENS)
                .setParameter("job", jobId)
                .setParameter("code", FailureCode.OUT_OF_MEMORY.code())
                .getResultList()
                .stream()
                .findFirst()
                .map(SmallerCalls::new);
    }

    @Override
    public void rememberOutcome(String jobId, long token, String digest) {
        session.createNativeMutationQuery(
                        """
                        UPDATE attempts SET outcome_digest = :digest
                        WHERE job_id = :job AND token = :token
                        """)
                .setParameter("job", jobId)
                .setParameter("token", token)
                .setParameter("digest", digest)
                .executeUpdate();
    }

    @Override
    public Optional<String> outcomeDigest(String jobId, long token) {
        return texts(
                        """
                        SELECT outcome_digest FROM attempts
                        WHERE job_id = :job AND token = :token AND outcome_digest IS NOT NULL
                        """,
                        jobId,
                        token)
                .stream()
                .findFirst();
    }

    private List<String> texts(String sql, String jobId, long token) {
        List<String> found =
                Column.of(session, "outcome_digest", String.class, sql)
                        .setParameter("job", jobId)
                        .setParameter("token", token)
                        .getResultList();
        return found;
    }
}
