package dev.hone.orchestrator.jobs;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.ids.Ids;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.NamedObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes checkpoints known, guarded by the token under the job's lock, and lets the oldest go.
@ApplicationScoped
class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private final JobStore jobs;
    private final CheckpointStore rows;
    private final Ids ids;
    private final ObjectStore store;
    private final AfterCommit afterCommit;
    private final JobsConfig config;

    Checkpoints(
            JobStore jobs,
            CheckpointStore rows,
            Ids ids,
            ObjectStore store,
            AfterCommit afterCommit,
            JobsConfig config) {
        this.jobs = jobs;
        this.rows = rows;
        this.ids = ids;
        this.store = store;
        this.afterCommit = afterCommit;
        this.config = config;
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
        var forgotten = rows.keepNewest(jobId, config.keepCheckpoints());
        if (!forgotten.isEmpty()) {
            afterCommit.tell(() -> forgotten.forEach(this::remove));
        }
    }

    /// What cannot be removed now is swept a day after the job's end: no row speaks of it.
    private void remove(NamedObject file) {
        try {
            store.delete(file.object().key());
        } catch (IOException failure) {
            LOG.atWarn()
                    .addKeyValue("key", file.object().key())
                    .addKeyValue("cause", failure.toString())
                    .log("Old checkpoint not removed");
        }
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
