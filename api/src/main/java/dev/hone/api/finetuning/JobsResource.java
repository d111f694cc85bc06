package dev.hone.api.finetuning;

import dev.hone.api.auth.CurrentProject;
import dev.hone.api.auth.ForUsers;
import dev.hone.api.openapi.OpenApi;
import dev.hone.api.paging.Listing;
import dev.hone.api.paging.PageSize;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.jobs.JobView;
import dev.hone.orchestrator.jobs.Jobs;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Fine-tuning jobs, in OpenAI's shape.
@Path("/v1/fine_tuning/jobs")
@ForUsers
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Fine-tuning")
@SecurityRequirement(name = OpenApi.USER_KEY)
final class JobsResource {
    /// OpenAI's default page of jobs and events.
    private static final int PAGE = 20;

    /// OpenAI's default page of checkpoints.
    private static final int CHECKPOINTS = 10;

    /// More than a console shows at once, and still one quick query.
    private static final int MOST = 1_000;

    private final Jobs jobs;
    private final CurrentProject project;
    private final Clock clock;

    JobsResource(Jobs jobs, CurrentProject project, Clock clock) {
        this.jobs = jobs;
        this.project = project;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createFineTuningJob",
            summary = "Submit a job",
            description =
                    "Checks the request, stores the job and answers at once; a worker of the pool"
                            + " takes it. All faults of a request are reported together. With"
                            + " x_hone.dry_run the answer is a quote, and no job is stored.")
    @APIResponse(
            responseCode = "200",
            description = "The job, or the quote of a dry run",
            content = @Content(schema = @Schema(oneOf = {JobObject.class, QuoteObject.class})))
    public Object create(CreateJob body) {
        if (body == null) {
            throw ApiException.invalid("body", "missing_body", "The request must have a JSON body");
        }
        var faults = body.faults();
        if (!faults.isEmpty()) {
            throw new ApiException(new ApiError.Invalid(faults));
        }
        var request = body.request(project.id());
        return body.isDryRun() ? QuoteObject.of(jobs.plan(request)) : shape(jobs.submit(request));
    }

    @GET
    @Operation(
            operationId = "listFineTuningJobs",
            summary = "List jobs",
            description = "Newest first.")
    public Listing<JobObject> list(
            @RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        var page = jobs.list(project.id(), after, PageSize.of(limit, PAGE, MOST));
        return Listing.of(page.map(this::shape), JobObject::id);
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "retrieveFineTuningJob",
            summary = "Get a job",
            description = "Its state, settings, progress and results.")
    public JobObject retrieve(String id) {
        return jobs.find(project.id(), id)
                .map(this::shape)
                .orElseThrow(() -> ApiException.notFound("job", id));
    }

    @POST
    @Path("{id}/cancel")
    @Operation(
            operationId = "cancelFineTuningJob",
            summary = "Cancel a job",
            description =
                    "A waiting job is cancelled at once, a running one when its worker has stopped."
                            + " An ended job is refused with 409.")
    public JobObject cancel(String id) {
        return shape(jobs.cancel(project.id(), id));
    }

    @POST
    @Path("{id}/pause")
    @Operation(
            operationId = "pauseFineTuningJob",
            summary = "Pause a job",
            description = "A running job stops at a checkpoint and waits to be resumed.")
    public JobObject pause(String id) {
        return shape(jobs.pause(project.id(), id));
    }

    @POST
    @Path("{id}/resume")
    @Operation(
            operationId = "resumeFineTuningJob",
            summary = "Resume a job",
            description = "A paused job is queued again and goes on from its checkpoint.")
    public JobObject resume(String id) {
        return shape(jobs.resume(project.id(), id));
    }

    @GET
    @Path("{id}/events")
    @Operation(
            operationId = "listFineTuningEvents",
            summary = "List a job's events",
            description = "Newest first: changes of state, metrics, messages of the worker.")
    public Listing<EventObject> events(
            String id, @RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        var page = jobs.events(project.id(), id, after, PageSize.of(limit, PAGE, MOST));
        return Listing.of(page.map(EventObject::of), EventObject::id);
    }

    @GET
    @Path("{id}/checkpoints")
    @Operation(
            operationId = "listFineTuningJobCheckpoints",
            summary = "List a job's checkpoints",
            description = "Newest first.")
    public Listing<CheckpointObject> checkpoints(
            String id, @RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        var page = jobs.checkpoints(project.id(), id, after, PageSize.of(limit, CHECKPOINTS, MOST));
        return Listing.of(page.map(CheckpointObject::of), CheckpointObject::id);
    }

    private JobObject shape(JobView job) {
        return JobObject.of(job, clock.instant());
    }
}
