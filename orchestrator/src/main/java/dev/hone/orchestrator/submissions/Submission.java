package dev.hone.orchestrator.submissions;

import dev.hone.orchestrator.datasets.Origin;
import dev.hone.orchestrator.scheduling.Needs;
import dev.hone.protocol.JobSpec;
import java.util.List;

/// A request that has been found good.
///
/// @param origins of its files that are of a dataset's version or of a split
/// @param needs what it wants of a worker, as far as that is known
/// @param budget what it may take of them
public record Submission(
        JobSpec spec, List<Origin> origins, String pool, int priority, Needs needs, Budget budget) {
    public Submission {
        origins = List.copyOf(origins);
    }

    Submission with(JobSpec changed) {
        return new Submission(changed, origins, pool, priority, needs, budget);
    }
}
