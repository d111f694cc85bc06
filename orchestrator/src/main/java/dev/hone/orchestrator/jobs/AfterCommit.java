package dev.hone.orchestrator.jobs;

/// Tells of what has really happened: never of a change that was rolled back.
@FunctionalInterface
interface AfterCommit {
    void tell(Runnable told);
}
