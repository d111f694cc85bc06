package dev.hone.api.preflights;

import dev.hone.api.auth.CurrentProject;
import dev.hone.api.auth.ForUsers;
import dev.hone.api.openapi.OpenApi;
import dev.hone.api.paging.Listing;
import dev.hone.api.paging.PageSize;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.jobs.Jobs;
import dev.hone.orchestrator.preflights.Preflights;
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

/// What a job's rows become with its base, before it runs.
@Path("/v1/preflights")
@ForUsers
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Preflights")
@SecurityRequirement(name = OpenApi.USER_KEY)
final class PreflightsResource {
    private static final int PAGE = 20;
    private static final int MOST = 1_000;

    private final Jobs jobs;
    private final Preflights preflights;
    private final CurrentProject project;

    PreflightsResource(Jobs jobs, Preflights preflights, CurrentProject project) {
        this.jobs = jobs;
        this.preflights = preflights;
        this.project = project;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createPreflight",
            summary = "Go over a job's rows",
            description =
                    "Renders, tokenises and judges the rows of a training file, and perhaps a"
                            + " validation file, as a job with this base and these settings would."
                            + " Answers at once; the same files, base and settings share one"
                            + " preflight, which may have ended already.")
    public PreflightObject create(CreatePreflight body) {
        if (body == null) {
            throw ApiException.invalid("body", "missing_body", "The request must have a JSON body");
        }
        var faults = body.faults();
        if (!faults.isEmpty()) {
            throw new ApiException(new ApiError.Invalid(faults));
        }
        return PreflightObject.of(jobs.preflight(body.request(project.id())));
    }

    @GET
    @Operation(
            operationId = "listPreflights",
            summary = "List preflights",
            description = "Newest first.")
    public Listing<PreflightObject> list(
            @RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        var page = preflights.page(project.id(), after, PageSize.of(limit, PAGE, MOST));
        return Listing.of(page.map(PreflightObject::of), PreflightObject::id);
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "retrievePreflight",
            summary = "Get a preflight",
            description = "Its state, and the report once it has succeeded.")
    public PreflightObject retrieve(String id) {
        return preflights
                .find(project.id(), id)
                .map(PreflightObject::of)
                .orElseThrow(() -> ApiException.notFound("preflight", id));
    }
}
