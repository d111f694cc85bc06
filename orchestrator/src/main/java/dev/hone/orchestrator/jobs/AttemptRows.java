package dev.hone.orchestrator.jobs;

import dev.hone.datasets.plan.Calls;
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
        session.createNativeMutationQuery(
                        """
                        INSERT INTO attempts (job_id, token, attempt, worker, resume_step,
                            charged_seconds, settled)
                        VALUES (:job, :token, :attempt, :worker, :step, :charged, false)
                        """)
                .setParameter("job", job.id)
                .setParameter("token", job.token)
                .setParameter("attempt", job.attempt)
                .setParameter("worker", worker)
                .setParameter("step", resumeStep)
                .setParameter("charged", charged)
                .executeUpdate();
        // A new attempt counts its events and its steps anew.
        session.createNativeMutationQuery(
                        """
                        UPDATE jobs SET event_sequence = -1, step = :step, seconds_left = NULL
                        WHERE id = :job
                        """)
                .setParameter("step", resumeStep)
                .setParameter("job", job.id)
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
        return session.createNativeQuery(
                        """
                        SELECT DISTINCT worker FROM attempts
                        WHERE job_id = :job AND worker <> :worker AND failure_code = :code
                          AND failure_fingerprint = :fingerprint
                        ORDER BY worker
                        """,
                        String.class)
                .setParameter("job", job.id)
                .setParameter("worker", job.worker)
                .setParameter("code", failure.code())
                .setParameter("fingerprint", failure.fingerprint())
                .getResultList();
    }

    @Override
    public boolean failedBefore(String jobId, String code) {
        return session.createNativeQuery(
                        """
                        SELECT EXISTS (SELECT FROM attempts
                            WHERE job_id = :job AND failure_code = :code)
                        """,
                        Boolean.class)
                .setParameter("job", jobId)
                .setParameter("code", code)
                .getSingleResult();
    }

    @Override
    public Optional<SmallerCalls> smallerCalls(String jobId) {
        return session
                .createNativeQuery(
                        """
                        SELECT coalesce(failure_call_tokens, :most) FROM attempts
                        WHERE job_id = :job AND failure_code = :code
                        ORDER BY token DESC LIMIT 1
                        """,
                        Integer.class)
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
                session.createNativeQuery(sql, String.class)
                        .setParameter("job", jobId)
                        .setParameter("token", token)
                        .getResultList();
        return found;
    }
}
