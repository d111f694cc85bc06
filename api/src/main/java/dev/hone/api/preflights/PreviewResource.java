package dev.hone.api.preflights;

import dev.hone.api.auth.CurrentProject;
import dev.hone.api.auth.ForUsers;
import dev.hone.api.openapi.OpenApi;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.jobs.Jobs;
import dev.hone.orchestrator.submissions.JobRequest;
import dev.hone.protocol.preflight.RowPreview;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// One row as a base reads it.
@Path("/v1/files/{id}/rows")
@ForUsers
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Preflights")
@SecurityRequirement(name = OpenApi.USER_KEY)
final class PreviewResource {
    private final Jobs jobs;
    private final CurrentProject project;

    PreviewResource(Jobs jobs, CurrentProject project) {
        this.jobs = jobs;
        this.project = project;
    }

    @GET
    @Path("{row}/preview")
    @Operation(
            operationId = "previewRow",
            summary = "Show a row as the model reads it",
            description =
                    "Renders a row, counted from 1, with the chat template of the base: its tokens"
                            + " with their places in the text, who said them, and which are"
                            + " learned.")
    public RowPreview preview(
            String id,
            String row,
            @RestQuery @Nullable String model,
            @RestQuery("max_length") @Nullable String maxLength,
            @RestQuery("loss_on") @Nullable String lossOn) {
        var settings = new LinkedHashMap<String, Object>();
        if (maxLength != null) {
            settings.put("max_length", number("max_length", maxLength));
        }
        if (lossOn != null) {
            settings.put("loss_on", lossOn);
        }
        var request =
                new JobRequest(
                        project.id(),
                        model,
                        id,
                        null,
                        null,
                        null,
                        null,
                        settings,
                        null,
                        JobRequest.Placement.ANYWHERE,
                        Map.of());
        return jobs.preview(request, number("row", row));
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException _) {
            throw ApiException.invalid(
                    name,
                    "invalid_type",
                    "%s must be a whole number, was \"%s\"".formatted(name, value));
        }
    }
}
