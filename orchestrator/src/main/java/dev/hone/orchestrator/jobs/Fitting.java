package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.quotes.JobQuoted;
import dev.hone.orchestrator.scheduling.Needs;
import dev.hone.orchestrator.scheduling.Traits;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.Labels;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Refuses jobs that no worker of their pool could ever take: by labels when they are submitted, by
/// memory once their rows have been gone over.
@ApplicationScoped
class Fitting {
    private static final String LABELS = "x_hone.worker_labels";

    /// What workers have varies with what else their machines do; a job that needs so much more
    /// than any of them said will not fit on a better day.
    private static final double HOPELESS = 1.25;

    private final FleetRows fleet;
    private final JobStore jobs;
    private final Transitions transitions;
    private final JobsConfig config;
    private final SchedulingConfig scheduling;

    Fitting(
            FleetRows fleet,
            JobStore jobs,
            Transitions transitions,
            JobsConfig config,
            SchedulingConfig scheduling) {
        this.fleet = fleet;
        this.jobs = jobs;
        this.transitions = transitions;
        this.config = config;
        this.scheduling = scheduling;
    }

    /// A pool that never had a worker may get any.
    void check(String pool, Map<String, String> labels, List<Fault> faults) {
        var wrong = Labels.faults(labels);
        wrong.forEach(fault -> faults.add(new Fault(LABELS, fault, "invalid_labels")));
        if (!wrong.isEmpty() || labels.isEmpty() || elastic(pool)) {
            return;
        }
        var needs = new Needs(labels, 0);
        var there = fleet.kinds(pool);
        if (!there.isEmpty() && there.stream().noneMatch(needs::metBy)) {
            faults.add(
                    new Fault(
                            LABELS,
                            "no worker of pool \"%s\" has %s; its workers have %s%s"
                                    .formatted(pool, needs.words(), words(there), elsewhere(needs)),
                            "no_worker_fits"));
        }
    }

    private static String words(List<Traits> workers) {
        return workers.stream()
                .map(worker -> new Needs(worker.labels(), 0).words())
                .map(labels -> labels.isEmpty() ? "no labels" : labels)
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private String elsewhere(Needs needs) {
        var pools =
                config.pools().stream()
                        .filter(pool -> fleet.kinds(pool).stream().anyMatch(needs::metBy))
                        .toList();
        return pools.isEmpty() ? "" : "; such workers are in " + String.join(", ", pools);
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
        var there = fleet.kinds(job.pool);
        long most = there.stream().mapToLong(Traits::memoryMebibytes).max().orElse(0);
        boolean told = there.stream().noneMatch(worker -> worker.memoryMebibytes() == 0);
        if (there.isEmpty() || !told || elastic(job.pool) || least <= HOPELESS * most) {
            return;
        }
        var cause =
                new JobFailure(
                        FailureClass.RESOURCE,
                        "no_worker_fits",
                        "the job needs %d MiB of memory with the smallest calls there are, and no worker of pool \"%s\" had more than %d MiB: a smaller base, a shorter max_length or a larger worker would do"
                                .formatted(least, job.pool, most));
        transitions.move(job, queued.fail(cause), cause.message());
    }

    private boolean elastic(String pool) {
        return scheduling.elasticPools().orElse(Set.of()).contains(pool);
    }
}
