package dev.hone.api.models;

import dev.hone.api.auth.ForUsers;
import dev.hone.api.http.Download;
import dev.hone.api.openapi.OpenApi;
import dev.hone.api.paging.Listing;
import dev.hone.api.paging.PageSize;
import dev.hone.orchestrator.paging.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Bases and adapters. An id is one path segment: a slash in it arrives as `%2F`.
@Path("/v1/models")
@ForUsers
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Models")
@SecurityRequirement(name = OpenApi.USER_KEY)
final class ModelsResource {
    /// OpenAI's clients do not page models: what is not on the first page does not exist for them.
    private static final int PAGE = 1_000;

    private final Catalog catalog;

    ModelsResource(Catalog catalog) {
        this.catalog = catalog;
    }

    @GET
    @Operation(
            operationId = "listModels",
            summary = "List models",
            description = "Adapters, newest first, then bases.")
    public Listing<ModelObject> list(
            @RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        return Listing.of(catalog.page(after, PageSize.of(limit, PAGE, PAGE)), ModelObject::id);
    }

    @GET
    @Path("{model}")
    @Operation(
            operationId = "retrieveModel",
            summary = "Get a model's description",
            description = "An adapter's origin and evaluation, or a base's size and digest.")
    public ModelObject retrieve(String model) {
        return catalog.get(model);
    }

    @DELETE
    @Path("{model}")
    @Operation(
            operationId = "deleteModel",
            summary = "Delete a model",
            description = "A base is refused with 409 while a job that has not ended uses it.")
    public ModelDeleted delete(String model) {
        catalog.delete(model);
        return ModelDeleted.of(model);
    }

    @GET
    @Path("{model}/files")
    @Operation(
            operationId = "listModelFiles",
            summary = "List a model's files",
            description = "Paths, sizes and digests; an adapter is a directory that peft loads.")
    public Listing<ModelFile> files(String model) {
        var files = catalog.files(model).stream().map(ModelFile::of).toList();
        return Listing.of(new Page<>(files, false), ModelFile::path);
    }

    @GET
    @Path("{model}/files/{path:.+}")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.WILDCARD})
    @Operation(
            operationId = "downloadModelFile",
            summary = "Get a file of a model",
            description = "Its bytes; Range is understood.")
    @APIResponse(
            responseCode = "200",
            description = "The bytes",
            content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM))
    public Download file(String model, String path, @RestHeader("Range") @Nullable String range)
            throws IOException {
        return Download.of(catalog.open(model, path), range);
    }
}
