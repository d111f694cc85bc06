package dev.hone.api.workers;

import dev.hone.api.auth.ForWorkers;
import dev.hone.api.openapi.OpenApi;
import dev.hone.orchestrator.jobs.Attempts;
import dev.hone.protocol.Claim;
import dev.hone.protocol.ClaimRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// Where workers ask for work.
@Path("/v1/workers/claims")
@ForWorkers
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Workers")
@SecurityRequirement(name = OpenApi.WORKER_KEY)
final class ClaimsResource {
    private final Attempts attempts;

    ClaimsResource(Attempts attempts) {
        this.attempts = attempts;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "claimJob",
            summary = "Ask for a job",
            description = "Hands out the best waiting job of the worker's pool with a lease.")
    @APIResponse(
            responseCode = "200",
            description = "A job, a lease and a fencing token",
            content = @Content(schema = @Schema(implementation = Claim.class)))
    @APIResponse(responseCode = "204", description = "Nothing waits")
    public RestResponse<Claim> claim(ClaimRequest question) {
        return attempts.claim(Bodies.present(question))
                .map(RestResponse::ok)
                .orElseGet(RestResponse::noContent);
    }
}
