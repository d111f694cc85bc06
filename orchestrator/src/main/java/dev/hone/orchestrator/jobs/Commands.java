package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.audit.Audit;
import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.errors.ApiException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;

/// What an owner can make a job do. Asking for what has been asked for already is fine; what the
/// job's state does not allow is refused.
@ApplicationScoped
class Commands {
    private final JobStore jobs;
    private final Transitions transitions;
    private final DatabaseClock clock;
    private final Audit audit;
    private final JobsConfig config;

    Commands(
            JobStore jobs,
            Transitions transitions,
            DatabaseClock clock,
            Audit audit,
            JobsConfig config) {
        this.jobs = jobs;
        this.transitions = transitions;
        this.clock = clock;
        this.audit = audit;
        this.config = config;
    }

    @Transactional
    JobEntity cancel(String project, String id) {
        var job = locked(project, id);
        var reason = "cancelled by its owner";
        switch (job.state()) {
            case JobState.Validating validating ->
                    transitions.move(job, validating.cancel(), reason);
            case JobState.Queued queued -> transitions.move(job, queued.cancel(), reason);
            case JobState.Retrying retrying -> transitions.move(job, retrying.cancel(), reason);
            case JobState.Paused paused -> transitions.move(job, paused.cancel(), reason);
            case JobState.Running running -> cancelling(job, running.cancel(), reason);
            case JobState.Finalizing finalizing -> cancelling(job, finalizing.cancel(), reason);
            case JobState.Pausing pausing -> cancelling(job, pausing.cancel(), reason);
            case JobState.Cancelling _, JobState.Cancelled _ -> {
                return job;
            }
            case JobState.Succeeded _, JobState.Failed _ -> throw ended(job, "cancelled");
        }
        audit.record(project, "job.cancelled", id, Map.of());
        return job;
    }

    @Transactional
    JobEntity pause(String project, String id) {
        var job = locked(project, id);
        switch (job.state()) {
            case JobState.Running running -> {
                transitions.move(job, running.pause(), "paused by its owner");
                audit.record(project, "job.paused", id, Map.of());
            }
            case JobState.Pausing _, JobState.Paused _ -> {
                // Asked for already.
            }
            case JobState.Validating _, JobState.Queued _, JobState.Retrying _ ->
                    throw notNow(job, "paused", "running");
            case JobState.Finalizing _, JobState.Cancelling _ ->
                    throw notNow(job, "paused", "running");
            case JobState.Succeeded _, JobState.Failed _, JobState.Cancelled _ ->
                    throw ended(job, "paused");
        }
        return job;
    }

    @Transactional
    JobEntity resume(String project, String id) {
        var job = locked(project, id);
        if (job.state() instanceof JobState.Paused paused) {
            transitions.move(job, paused.resume(), "resumed by its owner");
            audit.record(project, "job.resumed", id, Map.of());
            return job;
        }
        throw job.state().terminal() ? ended(job, "resumed") : notNow(job, "resumed", "paused");
    }

    /// The worker has only the grace to stop.
    private void cancelling(JobEntity job, JobState next, String reason) {
        var grace = clock.now().plus(config.cancelGrace());
        if (job.leaseExpiresAt == null || job.leaseExpiresAt.isAfter(grace)) {
            job.leaseExpiresAt = grace;
        }
        transitions.move(job, next, reason);
    }

    private JobEntity locked(String project, String id) {
        return jobs.lock(project, id).orElseThrow(() -> ApiException.notFound("job", id));
    }

    private static ApiException ended(JobEntity job, String what) {
        return ApiException.conflict(
                "job_ended",
                "Job \"%s\" cannot be %s: it has %s at %s"
                        .formatted(job.id, what, job.state().label(), job.finishedAt));
    }

    private static ApiException notNow(JobEntity job, String what, String right) {
        return ApiException.conflict(
                "job_not_" + right,
                "Job \"%s\" cannot be %s: it must be %s, is %s"
                        .formatted(job.id, what, right, job.state().label()));
    }
}
