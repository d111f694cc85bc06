/// The worker process: asks for a job, keeps its lease, runs it, tells how it ended.
///
/// [dev.hone.trainer.worker.WorkerMain] is the only door; everything else is its own.
@NullMarked
package dev.hone.trainer.worker;

import org.jspecify.annotations.NullMarked;
