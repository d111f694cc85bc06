package dev.hone.trainer.worker;

import dev.hone.protocol.Outcome;

/// Runs one claimed job from its data to its adapter.
///
/// It looks at [Attempt#stop] often enough to stop within seconds, and throws what it cannot
/// handle: [dev.hone.trainer.job.Failures] turns that into an outcome.
interface JobRunner {
    Outcome run(Attempt attempt) throws Exception;
}
