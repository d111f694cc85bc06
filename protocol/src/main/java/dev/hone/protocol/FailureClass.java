package dev.hone.protocol;

/// Whose move is next after a failure; that alone decides the retry.
public enum FailureClass {
    /// The user's: fix the input and submit again. Never retried.
    USER,
    /// The platform's: retried, five times at most.
    PLATFORM,
    /// A resource's: retried once there is more of it.
    RESOURCE,
    /// The job itself breaks workers: quarantined.
    POISON
}
