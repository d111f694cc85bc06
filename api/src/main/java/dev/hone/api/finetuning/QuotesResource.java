package dev.hone.api.finetuning;

import dev.hone.api.auth.CurrentProject;
import dev.hone.api.auth.ForUsers;
import dev.hone.api.openapi.OpenApi;
import dev.hone.api.paging.PageSize;
import dev.hone.orchestrator.quotes.Quotes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// How good the quotes were.
@Path("/v1/fine_tuning/quotes")
@ForUsers
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Fine-tuning")
@SecurityRequirement(name = OpenApi.USER_KEY)
final class QuotesResource {
    private static final int PAGE = 100;
    private static final int MOST = 1_000;

    private final Quotes quotes;
    private final CurrentProject project;

    QuotesResource(Quotes quotes, CurrentProject project) {
        this.quotes = quotes;
        this.project = project;
    }

    @GET
    @Path("errors")
    @Operation(
            operationId = "listQuoteErrors",
            summary = "Compare quotes with what jobs took",
            description =
                    "The newest succeeded jobs that were quoted, each with the seconds quoted and"
                            + " measured. Jobs that were resumed are left out.")
    public QuoteErrors errors(@RestQuery @Nullable String limit) {
        var errors = quotes.errors(project.id(), PageSize.of(limit, PAGE, MOST));
        return new QuoteErrors("list", errors.stream().map(QuoteErrorObject::of).toList());
    }
}
