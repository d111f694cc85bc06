package dev.hone.api.uploads;

import dev.hone.api.auth.CurrentProject;
import dev.hone.api.auth.ForUsers;
import dev.hone.api.forms.FormStream;
import dev.hone.api.openapi.OpenApi;
import dev.hone.api.paging.Listing;
import dev.hone.api.paging.PageSize;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.uploads.Uploads;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Uploads in parts, in OpenAI's shape; what can be read of them is ours.
@Path("/v1/uploads")
@ForUsers
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Uploads")
@SecurityRequirement(name = OpenApi.USER_KEY)
final class UploadsResource {
    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 10_000;

    private final Uploads uploads;
    private final CurrentProject project;

    UploadsResource(Uploads uploads, CurrentProject project) {
        this.uploads = uploads;
        this.project = project;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createUpload",
            summary = "Begin an upload in parts",
            description =
                    "Promises room for the whole file, or says that there is none. What is not"
                            + " completed until expires_at is forgotten with its parts.")
    public UploadObject create(CreateUpload body) {
        return UploadObject.of(uploads.create(body.request(project.id())));
    }

    @GET
    @Operation(
            operationId = "listUploads",
            summary = "List uploads in parts",
            description = "Newest first, ended ones too.")
    public Listing<UploadObject> list(
            @RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        var page = uploads.page(project.id(), after, PageSize.of(limit, PAGE, LARGEST_PAGE));
        return Listing.of(page.map(UploadObject::of), UploadObject::id);
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "retrieveUpload",
            summary = "Get an upload",
            description = "Where the upload is, and once completed, its file.")
    public UploadObject retrieve(String id) {
        return uploads.find(project.id(), id)
                .map(UploadObject::of)
                .orElseThrow(() -> ApiException.notFound("upload", id));
    }

    @POST
    @Path("{id}/parts")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            operationId = "addUploadPart",
            summary = "Send a part",
            description =
                    "Parts come in any order and side by side. The same bytes again are the same"
                            + " part, so that a request whose answer was lost may be repeated.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA,
                            schema = @Schema(implementation = CreateUpload.PartForm.class)))
    public PartObject addPart(
            String id, InputStream body, @RestHeader(HttpHeaders.CONTENT_TYPE) String contentType)
            throws IOException {
        var form = new FormStream(body, contentType, "data");
        if (form.file().isEmpty()) {
            throw ApiException.invalid(
                    "data", "missing_required_parameter", "The form must have a part \"data\"");
        }
        return PartObject.of(uploads.addPart(project.id(), id, form.bytes()));
    }

    @GET
    @Path("{id}/parts")
    @Operation(
            operationId = "listUploadParts",
            summary = "List what has arrived",
            description =
                    "Oldest first, each part with its length and SHA-256, so that a client that"
                            + " was interrupted sends only what is missing.")
    public Listing<PartObject> parts(
            String id, @RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        var page = uploads.parts(project.id(), id, after, PageSize.of(limit, PAGE, LARGEST_PAGE));
        return Listing.of(page.map(PartObject::of), PartObject::id);
    }

    @POST
    @Path("{id}/complete")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "completeUpload",
            summary = "Make the parts a file",
            description =
                    "In the order of part_ids, which together must have the bytes that were"
                            + " promised. The rows are checked as with a plain upload. A repeated"
                            + " request answers as the first one did.")
    public UploadObject complete(String id, CreateUpload.Completion body) throws IOException {
        return UploadObject.of(
                uploads.complete(project.id(), id, body.checkedPartIds(), body.md5()));
    }

    @POST
    @Path("{id}/cancel")
    @Operation(
            operationId = "cancelUpload",
            summary = "Cancel an upload",
            description = "Its parts are removed, and the room it was promised is free.")
    public UploadObject cancel(String id) {
        return UploadObject.of(uploads.cancel(project.id(), id));
    }
}
