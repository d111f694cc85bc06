package dev.hone.api.workers;

import dev.hone.api.auth.ForWorkers;
import dev.hone.api.openapi.OpenApi;
import dev.hone.orchestrator.workers.Workers;
import dev.hone.protocol.ClaimRequest;
import dev.hone.protocol.Departure;
import dev.hone.protocol.Registered;
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

/// Where workers say that they are there, and that they go.
@Path("/v1/workers/registrations")
@ForWorkers
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Workers")
@SecurityRequirement(name = OpenApi.WORKER_KEY)
final class RegistrationsResource {
    private final Workers workers;

    RegistrationsResource(Workers workers) {
        this.workers = workers;
    }

    @POST
    @Operation(
            operationId = "registerWorker",
            summary = "Register a worker",
            description =
                    "Refused with 409 if another live worker has the name, or if the worker speaks"
                            + " a version of the job protocol that is not served.")
    public Registered register(ClaimRequest worker) {
        return workers.register(Bodies.present(worker));
    }

    @POST
    @Path("end")
    @ResponseStatus(204)
    @Operation(
            operationId = "endRegistration",
            summary = "Give a worker's name free",
            description = "For a worker that ends in order; its next start need not wait.")
    @APIResponse(responseCode = "204", description = "The name is free")
    public void end(Departure departure) {
        workers.depart(Bodies.present(departure));
    }
}
