package dev.hone.api.models;

import dev.hone.api.auth.ForUsers;
import dev.hone.api.openapi.OpenApi;
import dev.hone.orchestrator.bases.Bases;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/// Takes a base model in.
@Path("/v1/models/import")
@ForUsers
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Models")
@SecurityRequirement(name = OpenApi.USER_KEY)
final class ImportResource {
    private final Bases bases;

    ImportResource(Bases bases) {
        this.bases = bases;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            operationId = "importModel",
            summary = "Import a base model",
            description =
                    "A form with the field \"name\" and one file part per file of a directory in"
                            + " Hugging Face's layout; the part's filename is the file's relative"
                            + " path. The same files under the same name are the same base.")
    public ModelObject importBase(
            @RestForm("name") String name, @RestForm(FileUpload.ALL) List<FileUpload> files)
            throws IOException {
        try (var directory = SpooledDirectory.of(name, files)) {
            return ModelObject.of(bases.importFrom(name, directory.path()));
        }
    }
}
