package dev.hone.api.datasets;

import dev.hone.api.auth.CurrentProject;
import dev.hone.api.auth.ForUsers;
import dev.hone.api.openapi.OpenApi;
import dev.hone.api.paging.Listing;
import dev.hone.api.paging.PageSize;
import dev.hone.orchestrator.datasets.Datasets;
import dev.hone.orchestrator.errors.ApiException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Datasets and their tags.
@Path("/v1/datasets")
@ForUsers
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Datasets")
@SecurityRequirement(name = OpenApi.USER_KEY)
final class DatasetsResource {
    private static final int PAGE = 100;
    private static final int MOST = 1_000;
    private static final int SHOWN = 20;

    private final Datasets datasets;
    private final CurrentProject project;

    DatasetsResource(Datasets datasets, CurrentProject project) {
        this.datasets = datasets;
        this.project = project;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createDataset",
            summary = "Create a dataset",
            description = "A name without versions; 409 if there is one of that name.")
    public DatasetObject create(Bodies.@Nullable Create body) {
        var wanted = Bodies.required(body, body == null ? null : body.unknown());
        return DatasetObject.of(
                datasets.create(
                        project.id(), wanted.name(), wanted.description(), project.caller()));
    }

    @GET
    @Operation(
            operationId = "listDatasets",
            summary = "List datasets",
            description = "Newest first.")
    public Listing<DatasetObject> list(
            @RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        var page = datasets.page(project.id(), after, PageSize.of(limit, PAGE, MOST));
        return Listing.of(page.map(DatasetObject::of), DatasetObject::id);
    }

    @GET
    @Path("{name}")
    @Operation(
            operationId = "retrieveDataset",
            summary = "Get a dataset",
            description = "Its newest version and its tags.")
    public DatasetObject retrieve(String name) {
        return datasets.find(project.id(), name)
                .map(DatasetObject::of)
                .orElseThrow(() -> ApiException.notFound("dataset", name));
    }

    @DELETE
    @Path("{name}")
    @Operation(
            operationId = "deleteDataset",
            summary = "Delete a dataset",
            description =
                    "All of its versions; refused with 409 while a job that has not ended reads one.")
    public DatasetDeleted delete(String name) {
        datasets.delete(project.id(), name, project.caller());
        return new DatasetDeleted(name, "dataset", true);
    }

    @PUT
    @Path("{name}/tags/{tag}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "setDatasetTag",
            summary = "Tag a version",
            description =
                    "A tag that stands for another version is moved only if the body says \"move\":"
                            + " true; else the answer is 409.")
    public VersionObject tag(String name, String tag, Bodies.@Nullable Tag body) {
        var wanted = Bodies.required(body, body == null ? null : body.unknown());
        return VersionObject.of(
                datasets.tag(
                        project.id(),
                        name,
                        tag,
                        wanted.version(),
                        Boolean.TRUE.equals(wanted.move())));
    }

    @DELETE
    @Path("{name}/tags/{tag}")
    @Operation(
            operationId = "deleteDatasetTag",
            summary = "Remove a tag",
            description = "The version that it stands for stays.")
    public DatasetDeleted untag(String name, String tag) {
        datasets.untag(project.id(), name, tag);
        return new DatasetDeleted(tag, "dataset.tag", true);
    }

    @GET
    @Path("{name}/diff")
    @Operation(
            operationId = "diffDatasetVersions",
            summary = "Compare two versions",
            description =
                    "How many rows were added, removed and changed, and the first of each kind."
                            + " A version is a number, a tag or latest. Both are read: some"
                            + " seconds a gigabyte.")
    public DiffObject diff(
            String name,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable String limit) {
        return DiffObject.of(
                datasets.diff(
                        project.id(),
                        name,
                        given("from", from),
                        given("to", to),
                        PageSize.of(limit, SHOWN, MOST)));
    }

    private static String given(String param, @Nullable String version) {
        if (version == null || version.isBlank()) {
            throw ApiException.invalid(
                    param,
                    "missing_required_parameter",
                    "%s must be a version: a number, a tag or latest".formatted(param));
        }
        return version;
    }
}
