package dev.hone.api.finetuning;

import dev.hone.api.auth.CurrentProject;
import dev.hone.api.auth.ForUsers;
import dev.hone.api.openapi.OpenApi;
import dev.hone.orchestrator.metrics.Metrics;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The curves of a job.
@Path("/v1/fine_tuning/jobs/{id}/metrics")
@ForUsers
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Fine-tuning")
@SecurityRequirement(name = OpenApi.USER_KEY)
final class MetricsResource {
    private final Metrics metrics;
    private final CurrentProject project;

    MetricsResource(Metrics metrics, CurrentProject project) {
        this.metrics = metrics;
        this.project = project;
    }

    @GET
    @Operation(
            operationId = "retrieveFineTuningJobMetrics",
            summary = "Get a job's curves",
            description =
                    "Each metric over the steps, with at most `points` points (1,000 by default)"
                            + " however long the job: of each stretch of steps the first, the"
                            + " last, the lowest and the highest. `metric` may be repeated; all"
                            + " by default.")
    public MetricsObject metrics(
            String id, @RestQuery @Nullable String points, @RestQuery List<String> metric) {
        var query = MetricsQuery.of(points, metric);
        return MetricsObject.of(id, metrics.of(project.id(), id, query.metrics(), query.points()));
    }
}
