package dev.hone.trainer.worker;

/// How the control plane takes this worker, as it last said.
sealed interface Standing {
    /// It has not answered yet, or does not any more.
    record Unknown() implements Standing {}

    record Served() implements Standing {}

    /// It gives this worker no job until an operator resumes it.
    record Drained() implements Standing {}

    /// It does not serve this worker until somebody has acted.
    ///
    /// @param code stable, e.g. `worker_too_old`
    /// @param why in words, with the move that helps
    record Refused(String code, String why) implements Standing {}

    /// Whether there is nothing new to say; the words of a refusal may tell of passing seconds.
    default boolean isLike(Standing other) {
        return switch (this) {
            case Refused(var code, _) -> other instanceof Refused(var now, _) && now.equals(code);
            case Unknown _, Served _, Drained _ -> equals(other);
        };
    }
}
