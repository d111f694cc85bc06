package dev.hone.trainer.worker;

/// What came of asking the control plane; decides whether to go on, to retry or to let go.
sealed interface Reply<T> {
    /// It was done.
    record Ok<T>(T value) implements Reply<T> {}

    /// The lease is another's: nothing this attempt says counts any more.
    record Stale<T>() implements Reply<T> {}

    /// It was refused and asking again would be refused again.
    record Refused<T>(String why) implements Reply<T> {}

    /// No answer, or one that says "later".
    record Unreachable<T>(String why) implements Reply<T> {}
}
