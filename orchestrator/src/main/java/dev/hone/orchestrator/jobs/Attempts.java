package dev.hone.orchestrator.jobs;

import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.ClaimRequest;
import dev.hone.protocol.Heartbeat;
import dev.hone.protocol.HeartbeatReply;
import dev.hone.protocol.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Jobs as workers handle them. A write whose token has been overtaken is refused as stale.
@ApplicationScoped
public class Attempts {

    /// Hands out the best waiting job of the worker's pool.
    public Optional<Claim> claim(ClaimRequest request) {
        throw new UnsupportedOperationException();
    }

    /// Renews the lease and says what the worker is wanted to do.
    public HeartbeatReply heartbeat(String jobId, long token, Heartbeat heartbeat) {
        throw new UnsupportedOperationException();
    }

    /// Makes a checkpoint known whose files are in the store.
    public void checkpoint(String jobId, long token, CheckpointManifest manifest) {
        throw new UnsupportedOperationException();
    }

    /// Ends the attempt. The same outcome told twice is fine.
    public void finish(String jobId, long token, Outcome outcome) {
        throw new UnsupportedOperationException();
    }
}
