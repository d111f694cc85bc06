package dev.hone.api.platform;

import dev.hone.api.auth.ForUsers;
import dev.hone.api.openapi.OpenApi;
import dev.hone.orchestrator.invariants.Invariants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Is all well? Asked at three in the morning, and after every end-to-end test.
@Path("/v1/platform")
@ForUsers
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Platform")
@SecurityRequirement(name = OpenApi.USER_KEY)
final class PlatformResource {
    private final Invariants invariants;

    PlatformResource(Invariants invariants) {
        this.invariants = invariants;
    }

    @GET
    @Path("invariants")
    @Operation(
            operationId = "checkInvariants",
            summary = "Check the invariants",
            description =
                    "Runs every invariant of the job protocol against the tables now, and names"
                            + " what is broken with one example each.")
    public InvariantsReport invariants() {
        return InvariantsReport.of(invariants.check());
    }
}
