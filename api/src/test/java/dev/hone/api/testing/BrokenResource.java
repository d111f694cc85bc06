package dev.hone.api.testing;

import dev.hone.api.auth.ForUsers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// A resource with a bug in it, for the tests of what a caller sees of bugs.
@Path("/broken")
@ForUsers
@RunOnVirtualThread
final class BrokenResource {
    @GET
    @Operation(hidden = true)
    public String fail() {
        throw new IllegalStateException("the secret is out");
    }
}
