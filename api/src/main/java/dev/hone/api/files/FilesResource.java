package dev.hone.api.files;

import dev.hone.api.auth.CurrentProject;
import dev.hone.api.auth.ForUsers;
import dev.hone.api.http.Download;
import dev.hone.api.openapi.OpenApi;
import dev.hone.api.paging.Listing;
import dev.hone.api.paging.PageSize;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.files.Files;
import dev.hone.orchestrator.imports.Imports;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Files, in OpenAI's shape.
@Path("/v1/files")
@ForUsers
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Files")
@SecurityRequirement(name = OpenApi.USER_KEY)
final class FilesResource {
    /// OpenAI's default; its clients rely on seeing all files of a usual project in one page.
    private static final int PAGE = 10_000;

    private final Files files;
    private final Imports imports;
    private final CurrentProject project;

    FilesResource(Files files, Imports imports, CurrentProject project) {
        this.files = files;
        this.imports = imports;
        this.project = project;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            operationId = "createFile",
            summary = "Upload a file",
            description =
                    "Stores a file and checks its rows while it arrives. What the check found"
                            + " stands in x_hone.report, each finding with its line. How a dataset"
                            + " is written is detected from its bytes; the field x_hone may say it"
                            + " instead, as JSON: compression (none, gzip, zstd), container (jsonl,"
                            + " json, csv, tsv), shape (chat, completion, alpaca, sharegpt, text,"
                            + " preference), and columns, an object of a shape's members and the"
                            + " file's names for them.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA,
                            schema = @Schema(implementation = FileForm.class)))
    public FileObject create(
            InputStream body,
            @RestHeader(HttpHeaders.CONTENT_TYPE) String contentType,
            @RestHeader(HttpHeaders.CONTENT_LENGTH) @Nullable Long length)
            throws IOException {
        var form = new FileForm.Stream(body, contentType, length);
        return FileObject.of(files.receive(project.id(), form));
    }

    @POST
    @Path("import")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "importFile",
            summary = "Fetch a file from elsewhere",
            description =
                    "From a host or bucket that hone.imports.allowed names, through the same check"
                            + " and under the same quota as an upload. Redirects are not followed.")
    public FileObject importFile(ImportFile body) throws IOException {
        return FileObject.of(imports.receive(project.id(), body.request()));
    }

    @GET
    @Operation(
            operationId = "listFiles",
            summary = "List files",
            description = "Newest first unless order=asc.")
    public Listing<FileObject> list(
            @RestQuery @Nullable String purpose,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String order) {
        var page =
                files.page(
                        project.id(),
                        purpose,
                        after,
                        PageSize.of(limit, PAGE, PAGE),
                        oldestFirst(order));
        return Listing.of(page.map(FileObject::of), FileObject::id);
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "retrieveFile",
            summary = "Get a file's description",
            description = "The file's name, size, purpose and the report of its inspection.")
    public FileObject retrieve(String id) {
        return files.find(project.id(), id)
                .map(FileObject::of)
                .orElseThrow(() -> ApiException.notFound("file", id));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "deleteFile",
            summary = "Delete a file",
            description = "Refused with 409 while a job that has not ended uses it.")
    public FileDeleted delete(String id) {
        files.delete(project.id(), id);
        return FileDeleted.of(id);
    }

    @GET
    @Path("{id}/content")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.WILDCARD})
    @Operation(
            operationId = "downloadFile",
            summary = "Get a file's bytes",
            description = "Exactly the bytes that were uploaded; Range is understood.")
    @APIResponse(
            responseCode = "200",
            description = "The bytes",
            content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM))
    public Download content(String id, @RestHeader("Range") @Nullable String range)
            throws IOException {
        return Download.of(files.open(project.id(), id), range);
    }

    private static boolean oldestFirst(@Nullable String order) {
        return switch (order) {
            case null -> false;
            case "desc" -> false;
            case "asc" -> true;
            default ->
                    throw ApiException.invalid(
                            "order",
                            "invalid_order",
                            "order must be asc or desc, was \"%s\"".formatted(order));
        };
    }
}
