package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.scheduling.Lane;
import dev.hone.orchestrator.scheduling.Scheduler;
import dev.hone.orchestrator.scheduling.Traits;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the job that is next for a worker of a pool, and charges its project for it.
@ApplicationScoped
class NextJob {
    private final QueueStore queue;
    private final SchedulingConfig config;

    NextJob(QueueStore queue, SchedulingConfig config) {
        this.queue = queue;
        this.config = config;
    }

    /// A job that its project has been charged for, locked.
    ///
    /// @param seconds that were charged
    record Chosen(JobEntity job, double seconds) {}

    /// Jobs are locked before shares, and shares in the order of their names: two claims never wait
    /// for each other.
    Optional<Chosen> choose(String pool, Traits worker) {
        var lanes = queue.lanes(pool).stream().filter(lane -> lane.needs().metBy(worker)).toList();
        if (lanes.isEmpty()) {
            return Optional.empty();
        }
        var standing = queue.standing(lanes.stream().map(Lane::project).toList());
        var scheduler = new Scheduler(config.promoteAfter());
        String locked = null;
        for (var lane : scheduler.order(lanes, standing)) {
            if (isBehind(lane.project(), locked)) {
                continue;
            }
            var job = queue.first(pool, lane);
            if (job.isEmpty()) {
                continue;
            }
            double seconds = seconds(job.get());
            var share = queue.lockShare(lane.project());
            locked = lane.project();
            if (share.limit() == null) {
                queue.keep(share.charged(standing.virtualTime(), seconds));
                return Optional.of(new Chosen(job.get(), seconds));
            }
        }
        return Optional.empty();
    }

    private static boolean isBehind(String project, @Nullable String locked) {
        return locked != null && project.compareTo(locked) <= 0;
    }

    private double seconds(JobEntity job) {
        return queue.quoted(job.id).orElse((double) config.unquoted().toSeconds());
    }
}
