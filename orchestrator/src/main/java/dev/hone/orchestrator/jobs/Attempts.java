package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.store.Verifier;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.ClaimRequest;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.Heartbeat;
import dev.hone.protocol.HeartbeatReply;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Jobs as workers handle them. A write whose token has been overtaken is refused as stale.
@ApplicationScoped
public class Attempts {
    private static final Duration STORE_PAUSE = Duration.ofSeconds(2);

    private final Claims claims;
    private final Leases leases;
    private final Checkpoints checkpoints;
    private final Outcomes outcomes;
    private final Verifier verifier;

    Attempts(
            Claims claims,
            Leases leases,
            Checkpoints checkpoints,
            Outcomes outcomes,
            Verifier verifier) {
        this.claims = claims;
        this.leases = leases;
        this.checkpoints = checkpoints;
        this.outcomes = outcomes;
        this.verifier = verifier;
    }

    /// Hands out the best waiting job of the worker's pool. What the worker still held is given up:
    /// it trains one job at a time, and asks only when it has none.
    public Optional<Claim> claim(ClaimRequest request) {
        return switch (claims.claim(request)) {
            case ClaimAnswer.Given(var claim) -> Optional.of(claim);
            case ClaimAnswer.NothingWaits() -> Optional.empty();
            case ClaimAnswer.Drained() ->
                    throw ApiException.conflict(
                            "worker_drained",
                            "Worker \"%s\" is drained and gets no job until it is resumed"
                                    .formatted(request.worker()));
        };
    }

    /// Renews the lease and says what the worker is wanted to do.
    public HeartbeatReply heartbeat(String jobId, long token, Heartbeat heartbeat) {
        return leases.renew(jobId, token, heartbeat)
                .map(HeartbeatReply::new)
                .orElseThrow(() -> new ApiException(new ApiError.StaleToken(jobId, token)));
    }

    /// Makes a checkpoint known whose files are in the store.
    public void checkpoint(String jobId, long token, CheckpointManifest manifest) {
        var objects = manifest.files().stream().map(NamedObject::object).toList();
        var wrong = new ArrayList<>(Claimed.foreignKeys(jobId, token, objects));
        wrong.addAll(withStore(() -> verifier.wrongSizes(manifest.files())));
        if (!wrong.isEmpty()) {
            throw refused("files", wrong);
        }
        checkpoints.add(jobId, token, manifest);
    }

    /// Ends the attempt. The same outcome told twice is fine.
    public void finish(String jobId, long token, Outcome outcome) {
        var digest = digest(outcome);
        switch (outcome) {
            case Outcome.Succeeded succeeded -> finalizeSuccess(jobId, token, succeeded, digest);
            case Outcome.Failed _, Outcome.Stopped _ -> outcomes.end(jobId, token, outcome, digest);
        }
    }

    /// Verifying reads every byte of the adapter and may take long, so it happens between two short
    /// transactions.
    private void finalizeSuccess(
            String jobId, long token, Outcome.Succeeded succeeded, String digest) {
        if (outcomes.beginFinalizing(jobId, token, digest) == Outcomes.Finalization.SETTLED) {
            return;
        }
        var wrong = wrongWith(jobId, token, succeeded);
        if (wrong.isEmpty()) {
            outcomes.succeed(jobId, token, succeeded, digest);
            return;
        }
        outcomes.end(
                jobId,
                token,
                FailureCode.ADAPTER_NOT_VERIFIED.outcome(String.join("; ", wrong)),
                digest);
        throw refused("adapter", wrong);
    }

    private List<String> wrongWith(String jobId, long token, Outcome.Succeeded succeeded) {
        var spec = outcomes.specOf(jobId);
        var wrong = new ArrayList<>(Claimed.faults(spec, token, succeeded));
        if (wrong.isEmpty()) {
            wrong.addAll(withStore(() -> verifier.wrongBytes(Claimed.objects(succeeded))));
        }
        return wrong;
    }

    private interface StoreAccess {
        List<String> run() throws IOException;
    }

    private static List<String> withStore(StoreAccess access) {
        try {
            return access.run();
        } catch (IOException failure) {
            throw new ApiException(
                    new ApiError.Unavailable(
                            FailureCode.STORE_UNAVAILABLE.code(),
                            "The object store does not answer; ask again",
                            STORE_PAUSE),
                    failure);
        }
    }

    private static ApiException refused(String param, List<String> wrong) {
        return new ApiException(
                new ApiError.Invalid(
                        wrong.stream()
                                .map(message -> new Fault(param, message, "object_mismatch"))
                                .toList()));
    }

    private static String digest(Outcome outcome) {
        try {
            var bytes = Json.write(outcome).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
