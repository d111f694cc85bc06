package dev.hone.trainer.worker;

/// What came of asking the control plane; decides whether to go on, to retry or to let go.
sealed interface Reply<T> {
    /// It was done.
    record Ok<T>(T value) implements Reply<T> {}

    /// The state of things forbids it. To an attempt that means: the lease is another's, and
    /// nothing it says counts any more.
    ///
    /// @param code stable, e.g. `stale_token`
    record Conflict<T>(String code, String why) implements Reply<T> {}

    /// It was refused and asking again would be refused again.
    record Refused<T>(String why) implements Reply<T> {}

    /// No answer, or one that says "later".
    record Unreachable<T>(String why) implements Reply<T> {}
}
