package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.ids.Ids;
import dev.hone.protocol.CheckpointManifest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/// Makes checkpoints known, guarded by the token under the job's lock.
@ApplicationScoped
class Checkpoints {
    private final JobStore jobs;
    private final CheckpointStore rows;
    private final Ids ids;

    Checkpoints(JobStore jobs, CheckpointStore rows, Ids ids) {
        this.jobs = jobs;
        this.rows = rows;
        this.ids = ids;
    }

    @Transactional
    void add(String jobId, long token, CheckpointManifest manifest) {
        var job = jobs.lock(jobId).orElseThrow(() -> ApiException.notFound("job", jobId));
        if (job.token != token || !training(job.state())) {
            throw new ApiException(new ApiError.StaleToken(jobId, token));
        }
        if (repeated(jobId, token, manifest)) {
            return;
        }
        var last = rows.lastStep(jobId, token);
        if (manifest.step() <= last) {
            throw ApiException.invalid(
                    "step",
                    "step_not_growing",
                    "step must be above %d, the attempt's last checkpoint, was %d"
                            .formatted(last, manifest.step()));
        }
        rows.add(ids.checkpoint(), jobId, token, manifest);
    }

    /// The same checkpoint told twice, because its answer was lost.
    private boolean repeated(String jobId, long token, CheckpointManifest manifest) {
        return rows.files(jobId, token, manifest.step())
                .filter(manifest.files()::equals)
                .isPresent();
    }

    private static boolean training(JobState state) {
        return switch (state) {
            case JobState.Running _, JobState.Pausing _, JobState.Cancelling _ -> true;
            case JobState.Validating _, JobState.Queued _, JobState.Finalizing _ -> false;
            case JobState.Retrying _, JobState.Paused _, JobState.Succeeded _ -> false;
            case JobState.Failed _, JobState.Cancelled _ -> false;
        };
    }
}
