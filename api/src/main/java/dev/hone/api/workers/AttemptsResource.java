package dev.hone.api.workers;

import dev.hone.api.auth.ForWorkers;
import dev.hone.api.openapi.OpenApi;
import dev.hone.orchestrator.jobs.Attempts;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Heartbeat;
import dev.hone.protocol.HeartbeatReply;
import dev.hone.protocol.Outcome;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/// What a worker tells of the attempt it owns. The token in the path is its proof of owning it; one
/// that has been overtaken gets 409 and must stop.
@Path("/v1/attempts/{jobId}/{token}")
@ForWorkers
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Workers")
@SecurityRequirement(name = OpenApi.WORKER_KEY)
final class AttemptsResource {
    private final Attempts attempts;

    AttemptsResource(Attempts attempts) {
        this.attempts = attempts;
    }

    @POST
    @Path("heartbeat")
    @Operation(
            operationId = "sendHeartbeat",
            summary = "Renew the lease",
            description = "The answer says whether to go on, stop, pause or give way.")
    public HeartbeatReply heartbeat(String jobId, long token, Heartbeat heartbeat) {
        return attempts.heartbeat(jobId, token, Bodies.present(heartbeat));
    }

    @POST
    @Path("checkpoints")
    @ResponseStatus(201)
    @Operation(
            operationId = "reportCheckpoint",
            summary = "Report a checkpoint",
            description = "Its files must lie in the store already.")
    @APIResponse(responseCode = "201", description = "The checkpoint is known")
    public void checkpoint(String jobId, long token, CheckpointManifest manifest) {
        attempts.checkpoint(jobId, token, Bodies.present(manifest));
    }

    @POST
    @Path("outcome")
    @ResponseStatus(200)
    @Operation(
            operationId = "reportOutcome",
            summary = "End the attempt",
            description = "Succeeded, failed or stopped. The same outcome told twice is fine.")
    @APIResponse(responseCode = "200", description = "The outcome counts")
    public void outcome(String jobId, long token, Outcome outcome) {
        attempts.finish(jobId, token, Bodies.present(outcome));
    }
}
