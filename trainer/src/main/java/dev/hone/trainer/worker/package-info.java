/// The worker process: asks for a job, keeps its lease, has it run in a process of its own, tells
/// how it ended. No native library is ever loaded here.
///
/// [dev.hone.trainer.worker.WorkerMain] is the only door; everything else is its own.
@NullMarked
package dev.hone.trainer.worker;

import org.jspecify.annotations.NullMarked;
