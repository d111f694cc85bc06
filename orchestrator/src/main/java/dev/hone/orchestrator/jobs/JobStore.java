package dev.hone.orchestrator.jobs;

import dev.hone.protocol.Heartbeat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The rows of jobs as the protocol needs them. Every change of a job begins with its lock, and
/// reads the row only under it: so changes come one after the other, and none is decided on what
/// was true before. Lists leave out rows that somebody else holds: several replicas may work
/// through them at once.
interface JobStore {
    void add(JobEntity job);

    /// Saves the job as it is now, with a row of its history.
    void keep(Move move);

    Optional<JobEntity> lock(String id);

    Optional<JobEntity> lock(String project, String id);

    /// What a worker still owns, locked.
    List<JobEntity> ownedBy(String worker);

    /// Owned jobs whose lease has run out, locked.
    List<JobEntity> expired(int size);

    /// Retrying jobs whose time has come, locked.
    List<JobEntity> retryDue(int size);

    /// Those that have waited for long, with no bell on its way, locked.
    List<JobEntity> withoutBell(Duration silence, int size);

    /// Jobs that have passed their deadline or budget and were not stopped for it yet, locked.
    List<Overdue> overdue(int size);

    /// A job and what its attempts have taken of workers so far.
    record Overdue(JobEntity job, double usedSeconds) {}

    /// Renews a lease by the database's clock; a cancelled job's is left as it is.
    ///
    /// @return empty if the token does not own the job
    Optional<Renewed> renew(String id, long token, Heartbeat heartbeat, Duration lease);

    /// A job whose lease was renewed.
    ///
    /// @param yields whether it is to stop for another
    record Renewed(String state, boolean yields) {}
}
