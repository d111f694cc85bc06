package dev.hone.api.workers;

import dev.hone.api.auth.ForUsers;
import dev.hone.api.openapi.OpenApi;
import dev.hone.api.paging.Listing;
import dev.hone.api.paging.PageSize;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.workers.Workers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Workers as their operators handle them.
@Path("/v1/workers")
@ForUsers
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Workers")
@SecurityRequirement(name = OpenApi.USER_KEY)
final class WorkersResource {
    private static final int PAGE = 100;
    private static final int MOST = 1_000;

    private final Workers workers;

    WorkersResource(Workers workers) {
        this.workers = workers;
    }

    @GET
    @Operation(
            operationId = "listWorkers",
            summary = "List workers",
            description = "All that were ever heard of, by name.")
    public Listing<WorkerObject> list(
            @RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        var page = workers.list(after, PageSize.of(limit, PAGE, MOST));
        return Listing.of(page.map(WorkerObject::of), WorkerObject::id);
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "retrieveWorker",
            summary = "Get a worker",
            description = "What it said of itself, its state and its job.")
    public WorkerObject retrieve(String id) {
        return workers.find(id)
                .map(WorkerObject::of)
                .orElseThrow(() -> ApiException.notFound("worker", id));
    }

    @POST
    @Path("{id}/drain")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "drainWorker",
            summary = "Drain a worker",
            description =
                    "It gets no job until it is resumed, whatever is restarted meanwhile. With mode"
                            + " \"finish\" it finishes the job it has; with \"hand_over\" the job"
                            + " stops at a checkpoint and is queued again.")
    public WorkerObject drain(String id, DrainWorker body) {
        return WorkerObject.of(workers.drain(id, Bodies.present(body).drain()));
    }

    @POST
    @Path("{id}/resume")
    @Operation(
            operationId = "resumeWorker",
            summary = "Resume a worker",
            description = "It may get jobs again.")
    public WorkerObject resume(String id) {
        return WorkerObject.of(workers.resume(id));
    }
}
