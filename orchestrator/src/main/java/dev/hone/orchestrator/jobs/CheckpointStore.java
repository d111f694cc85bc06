package dev.hone.orchestrator.jobs;

import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.NamedObject;
import java.util.List;
import java.util.Optional;

/// Complete checkpoints.
interface CheckpointStore {
    /// The step after which an attempt's next checkpoint must lie: that of its last one, 0 if it
    /// has none. It may be below what it was to go on from, since that may be damaged.
    int lastStep(String jobId, long token);

    /// The files of a checkpoint of this very attempt and step, if it is known already.
    Optional<List<NamedObject>> files(String jobId, long token, int step);

    void add(String id, String jobId, long token, CheckpointManifest manifest);

    /// Where the next attempt goes on: the last checkpoint of the latest attempt that made one, and
    /// behind it those to fall back to.
    List<CheckpointManifest> newest(String jobId, int most);

    /// Forgets all of a job but the newest ones.
    ///
    /// @return the files of those that were forgotten
    List<NamedObject> keepNewest(String jobId, int most);
}
