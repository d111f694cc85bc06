package dev.hone.orchestrator.jobs;

import java.util.Locale;

/// Where a job stands. The methods of a state are its legal moves, and there are no others: the
/// table `job_transitions` holds the same list and refuses the rest.
public sealed interface JobState {

    /// As it stands in tables, logs and answers.
    default String label() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /// An ended job never moves again.
    default boolean terminal() {
        return switch (this) {
            case Succeeded _, Failed _, Cancelled _ -> true;
            case Validating _, Queued _, Running _, Finalizing _, Retrying _ -> false;
            case Pausing _, Paused _, Cancelling _ -> false;
        };
    }

    /// A worker owns the job and has a lease on it.
    default boolean owned() {
        return switch (this) {
            case Running _, Finalizing _, Pausing _, Cancelling _ -> true;
            case Validating _, Queued _, Retrying _, Paused _ -> false;
            case Succeeded _, Failed _, Cancelled _ -> false;
        };
    }

    /// Being checked; the request has been stored.
    record Validating() implements JobState {
        Queued accept() {
            return new Queued();
        }

        Failed fail(JobFailure cause) {
            return new Failed(cause);
        }

        Cancelled cancel() {
            return new Cancelled();
        }
    }

    /// Waits for a worker.
    record Queued() implements JobState {
        Running claim() {
            return new Running();
        }

        Failed fail(JobFailure cause) {
            return new Failed(cause);
        }

        Cancelled cancel() {
            return new Cancelled();
        }
    }

    /// A worker trains.
    record Running() implements JobState {
        Finalizing finish() {
            return new Finalizing();
        }

        Retrying retry() {
            return new Retrying();
        }

        Pausing pause() {
            return new Pausing();
        }

        Cancelling cancel() {
            return new Cancelling();
        }

        Failed fail(JobFailure cause) {
            return new Failed(cause);
        }
    }

    /// The worker is done; its adapter is being verified and registered.
    record Finalizing() implements JobState {
        Succeeded succeed() {
            return new Succeeded();
        }

        Retrying retry() {
            return new Retrying();
        }

        Cancelling cancel() {
            return new Cancelling();
        }

        Failed fail(JobFailure cause) {
            return new Failed(cause);
        }
    }

    /// An attempt ended without a result; the next one waits for its time.
    record Retrying() implements JobState {
        Queued requeue() {
            return new Queued();
        }

        Failed fail(JobFailure cause) {
            return new Failed(cause);
        }

        Cancelled cancel() {
            return new Cancelled();
        }
    }

    /// The worker has been asked to stop at a checkpoint.
    record Pausing() implements JobState {
        Paused paused() {
            return new Paused();
        }

        Finalizing finish() {
            return new Finalizing();
        }

        Cancelling cancel() {
            return new Cancelling();
        }

        Failed fail(JobFailure cause) {
            return new Failed(cause);
        }
    }

    /// Stopped at a checkpoint until somebody resumes it.
    record Paused() implements JobState {
        Queued resume() {
            return new Queued();
        }

        Failed fail(JobFailure cause) {
            return new Failed(cause);
        }

        Cancelled cancel() {
            return new Cancelled();
        }
    }

    /// The worker has been asked to stop for good.
    record Cancelling() implements JobState {
        Cancelled cancelled() {
            return new Cancelled();
        }
    }

    /// Ended with exactly one adapter.
    record Succeeded() implements JobState {}

    /// Ended with a cause.
    record Failed(JobFailure cause) implements JobState {}

    /// Ended on request, without an adapter.
    record Cancelled() implements JobState {}
}
