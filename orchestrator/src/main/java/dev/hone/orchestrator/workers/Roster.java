package dev.hone.orchestrator.workers;

import dev.hone.protocol.ClaimRequest;

/// Workers as the job protocol needs them, within its transactions.
public interface Roster {
    /// A worker asks for work; refused if another start holds its name, or if its version of the
    /// protocol is not served.
    void asks(ClaimRequest worker);

    /// A worker renews the lease of its job.
    void heard(String worker);
}
