package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.paging.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Jobs as their owners handle them.
@ApplicationScoped
public class Jobs {

    /// Checks the whole request and stores the job, its history, its bell and its audit row in one
    /// transaction.
    public JobView submit(JobRequest request) {
        throw new UnsupportedOperationException();
    }

    public Optional<JobView> find(String project, String id) {
        throw new UnsupportedOperationException();
    }

    /// Newest first.
    ///
    /// @param after id of the last job of the page before
    public Page<JobView> list(String project, @Nullable String after, int limit) {
        throw new UnsupportedOperationException();
    }

    /// A waiting job is cancelled at once, a running one as soon as its worker has stopped. Asking
    /// again is fine; an ended job is refused.
    public JobView cancel(String project, String id) {
        throw new UnsupportedOperationException();
    }

    /// A running job stops at a checkpoint.
    public JobView pause(String project, String id) {
        throw new UnsupportedOperationException();
    }

    /// A paused job is queued again.
    public JobView resume(String project, String id) {
        throw new UnsupportedOperationException();
    }

    /// Newest first.
    public Page<JobEventView> events(String project, String id, @Nullable String after, int limit) {
        throw new UnsupportedOperationException();
    }

    /// Newest first.
    public Page<CheckpointView> checkpoints(
            String project, String id, @Nullable String after, int limit) {
        throw new UnsupportedOperationException();
    }
}
