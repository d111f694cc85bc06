package dev.hone.trainer.worker;

/// How the control plane takes this worker, as it last said.
sealed interface Standing {
    /// It has not answered yet, or does not any more.
    record Unknown() implements Standing {}

    record Served() implements Standing {}

    /// It does not serve this worker until somebody has acted.
    ///
    /// @param code stable, e.g. `worker_too_old`
    /// @param why in words, with the move that helps
    record Refused(String code, String why) implements Standing {}
}
