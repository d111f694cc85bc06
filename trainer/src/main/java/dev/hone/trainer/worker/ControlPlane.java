package dev.hone.trainer.worker;

import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.ClaimRequest;
import dev.hone.protocol.Departure;
import dev.hone.protocol.Heartbeat;
import dev.hone.protocol.HeartbeatReply;
import dev.hone.protocol.Outcome;
import dev.hone.protocol.Registered;
import java.time.Duration;
import java.util.Optional;

/// The control plane as a worker sees it: some questions, each answered within its timeout.
interface ControlPlane {
    Reply<Registered> register(ClaimRequest worker);

    Reply<Boolean> depart(Departure departure, Duration timeout);

    Reply<Optional<Claim>> claim(ClaimRequest request);

    Reply<HeartbeatReply> heartbeat(Claim claim, Heartbeat heartbeat, Duration timeout);

    Reply<Boolean> checkpoint(Claim claim, CheckpointManifest manifest);

    Reply<Boolean> finish(Claim claim, Outcome outcome, Duration timeout);
}
