package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.audit.Audit;
import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;

/// The transactions that end attempts, each guarded by the token under the job's lock.
@ApplicationScoped
class Outcomes {
    private final JobStore jobs;
    private final AttemptStore attempts;
    private final AttemptEnds ends;
    private final Transitions transitions;
    private final Registration registration;
    private final DatabaseClock clock;
    private final Audit audit;
    private final UnmappedFailures unmapped;
    private final JobsConfig config;

    Outcomes(
            JobStore jobs,
            AttemptStore attempts,
            AttemptEnds ends,
            Transitions transitions,
            Registration registration,
            DatabaseClock clock,
            Audit audit,
            UnmappedFailures unmapped,
            JobsConfig config) {
        this.jobs = jobs;
        this.attempts = attempts;
        this.ends = ends;
        this.transitions = transitions;
        this.registration = registration;
        this.clock = clock;
        this.audit = audit;
        this.unmapped = unmapped;
        this.config = config;
    }

    /// What is to be done with a success that has been told.
    enum Finalization {
        /// Its objects are to be verified.
        VERIFY,
        /// It has been dealt with already, or comes too late: nothing more to do.
        SETTLED
    }

    /// Locks the job out of every other ending while its objects are verified, and gives the
    /// verification a whole lease of time.
    @Transactional
    Finalization beginFinalizing(String jobId, long token, String digest) {
        if (repeated(jobId, token, digest)) {
            return Finalization.SETTLED;
        }
        var job = owned(jobId, token);
        if (lateSuccessOfCancelled(job, digest)) {
            return Finalization.SETTLED;
        }
        var reason = "training is done; the adapter is being verified";
        switch (job.state()) {
            case JobState.Running running -> transitions.move(job, running.finish(), reason);
            case JobState.Pausing pausing -> transitions.move(job, pausing.finish(), reason);
            // The worker did not get the answer to its first try and asks again.
            case JobState.Finalizing _ -> {}
            case JobState.Validating _, JobState.Queued _, JobState.Retrying _ ->
                    throw stale(jobId, token);
            case JobState.Paused _, JobState.Cancelling _ -> throw stale(jobId, token);
            case JobState.Succeeded _, JobState.Failed _, JobState.Cancelled _ ->
                    throw stale(jobId, token);
        }
        job.leaseExpiresAt = clock.now().plus(config.lease());
        return Finalization.VERIFY;
    }

    /// What the job was to do.
    @Transactional
    JobSpec specOf(String jobId) {
        return jobs.lock(jobId).orElseThrow(() -> ApiException.notFound("job", jobId)).spec();
    }

    /// Adapter, result files, success, audit: all or nothing.
    @Transactional
    void succeed(String jobId, long token, Outcome.Succeeded outcome, String digest) {
        if (repeated(jobId, token, digest)) {
            return;
        }
        var job = owned(jobId, token);
        if (lateSuccessOfCancelled(job, digest)) {
            return;
        }
        if (!(job.state() instanceof JobState.Finalizing finalizing)) {
            throw stale(jobId, token);
        }
        registration.register(job, outcome);
        transitions.move(
                job,
                finalizing.succeed(),
                "adapter %s is registered after %d steps".formatted(job.model, outcome.steps()));
        attempts.rememberOutcome(jobId, token, digest);
        attempts.end(jobId, token, "succeeded");
        audit.record(
                job.project,
                "job.succeeded",
                jobId,
                Map.of("model", job.model, "token", token, "steps", outcome.steps()));
    }

    @Transactional
    void end(String jobId, long token, Outcome outcome, String digest) {
        if (repeated(jobId, token, digest)) {
            return;
        }
        var job = owned(jobId, token);
        var verdict =
                switch (outcome) {
                    case Outcome.Failed failed ->
                            Verdict.ofFailure(job, failed, earlier(job, failed), config);
                    case Outcome.Stopped stopped -> Verdict.ofStop(job, stopped.directive());
                    case Outcome.Succeeded _ ->
                            throw new IllegalArgumentException("a success is finalized, not ended");
                };
        ends.apply(job, verdict);
        attempts.rememberOutcome(jobId, token, digest);
        if (outcome instanceof Outcome.Failed failed) {
            attempts.rememberFailure(jobId, token, failed);
            unmapped.look(job, job.worker, failed.code());
        }
        audit.record(
                job.project,
                "job.attempt_ended",
                jobId,
                Map.of("token", token, "state", job.state().label()));
    }

    private Verdict.Earlier earlier(JobEntity job, Outcome.Failed failed) {
        return new Verdict.Earlier(
                attempts.brokenAlike(job, failed), attempts.failedBefore(job.id, failed.code()));
    }

    /// The same outcome told twice, because its answer was lost: it has been dealt with.
    private boolean repeated(String jobId, long token, String digest) {
        return attempts.outcomeDigest(jobId, token).filter(digest::equals).isPresent();
    }

    /// The worker finished before it heard of the cancellation. Cancelled is cancelled: no adapter.
    private boolean lateSuccessOfCancelled(JobEntity job, String digest) {
        if (!(job.state() instanceof JobState.Cancelling)) {
            return false;
        }
        ends.apply(job, new Verdict.Cancel("cancelled; its late success is ignored"));
        attempts.rememberOutcome(job.id, job.token, digest);
        return true;
    }

    private JobEntity owned(String jobId, long token) {
        var job = jobs.lock(jobId).orElseThrow(() -> ApiException.notFound("job", jobId));
        if (job.token != token || !job.state().owned()) {
            throw stale(jobId, token);
        }
        return job;
    }

    private static ApiException stale(String jobId, long token) {
        return new ApiException(new ApiError.StaleToken(jobId, token));
    }
}
