package dev.hone.orchestrator.workers;

import dev.hone.protocol.ClaimRequest;
import java.util.Optional;

/// Workers as the job protocol needs them, within its transactions.
public interface Roster {
    /// A worker asks for work; refused if another start holds its name, or if its version of the
    /// protocol is not served.
    ///
    /// @return whether it may have a job; not while it is drained
    boolean asks(ClaimRequest worker);

    /// A worker renews the lease of its job.
    ///
    /// @return what is wanted of it, if it is drained
    Optional<Drain> heard(String worker);
}
