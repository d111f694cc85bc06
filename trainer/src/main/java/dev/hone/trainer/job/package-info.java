/// One training job in a process of its own: fetches its files, trains, evaluates, uploads.
///
/// [dev.hone.trainer.job.JobMain] is the process; [dev.hone.trainer.job.ToJob] and
/// [dev.hone.trainer.job.FromJob] are all that it and its worker say to each other. Only this
/// process loads libtorch: what a native crash or a memory leak takes with it is one attempt.
@NullMarked
package dev.hone.trainer.job;

import org.jspecify.annotations.NullMarked;
