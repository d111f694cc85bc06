package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.scheduling.Lane;
import dev.hone.orchestrator.scheduling.Share;
import dev.hone.orchestrator.scheduling.Standing;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The queues and the shares in them as claims need them.
interface QueueStore {
    /// Lanes of the pool that have a job, as they are seen now.
    List<Lane> lanes(String pool);

    /// As it is seen now.
    Standing standing(Collection<String> projects);

    /// The first job of a lane that nobody else is looking at, locked.
    Optional<JobEntity> first(String pool, Lane lane);

    /// A project's share, locked: whoever changes it waits for the others.
    Share lockShare(String project);

    /// Seconds that a job is expected to take.
    Optional<Double> quoted(String jobId);

    void keep(Share share);

    /// Corrects the shares by what ended attempts really took.
    int settle(int size);
}
