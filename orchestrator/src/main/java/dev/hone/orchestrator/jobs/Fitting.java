package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.quotes.JobQuoted;
import dev.hone.orchestrator.scheduling.Traits;
import dev.hone.orchestrator.workers.PoolsConfig;
import dev.hone.orchestrator.workers.Workers;
import dev.hone.protocol.FailureCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Lets jobs wait for workers with enough memory, once their rows have been gone over, and ends
/// those that no worker of their pool could ever take.
@ApplicationScoped
class Fitting {
    /// What workers have varies with what else their machines do; a job that needs so much more
    /// than any of them said will not fit on a better day.
    private static final double HOPELESS = 1.25;

    private final Workers workers;
    private final JobStore jobs;
    private final Transitions transitions;
    private final PoolsConfig pools;

    Fitting(Workers workers, JobStore jobs, Transitions transitions, PoolsConfig pools) {
        this.workers = workers;
        this.jobs = jobs;
        this.transitions = transitions;
        this.pools = pools;
    }

    /// From now on the job waits for a worker that has the memory.
    void quoted(@Observes JobQuoted quoted) {
        jobs.lock(quoted.job())
                .ifPresent(job -> {
                    if (job.state() instanceof JobState.Queued queued) {
                        job.needs(job.needs().withMemory(quoted.leastMebibytes()));
                        refuseIfHopeless(job, queued, quoted.leastMebibytes());
                    }
                });
    }

    private void refuseIfHopeless(JobEntity job, JobState.Queued queued, long least) {
        var there = workers.kinds(job.pool);
        long most = there.stream().mapToLong(Traits::memoryMebibytes).max().orElse(0);
        boolean told = there.stream().noneMatch(worker -> worker.memoryMebibytes() == 0);
        if (there.isEmpty() || !told || pools.elastic(job.pool) || least <= HOPELESS * most) {
            return;
        }
        var cause =
                JobFailure.of(
                        FailureCode.NO_WORKER_FITS,
                        "the job needs %d MiB of memory with the smallest calls there are, and no worker of pool \"%s\" had more than %d MiB: a smaller base, a shorter max_length or a larger worker would do"
                                .formatted(least, job.pool, most));
        transitions.move(job, queued.fail(cause), cause.message());
    }
}
