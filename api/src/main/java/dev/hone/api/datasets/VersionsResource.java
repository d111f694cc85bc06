package dev.hone.api.datasets;

import dev.hone.api.auth.CurrentProject;
import dev.hone.api.auth.ForUsers;
import dev.hone.api.files.FormatField;
import dev.hone.api.openapi.OpenApi;
import dev.hone.api.paging.Listing;
import dev.hone.api.paging.PageSize;
import dev.hone.orchestrator.datasets.Datasets;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.paging.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/// Versions of datasets. A version in a path is a number, a tag or `latest`.
@Path("/v1/datasets/{name}/versions")
@ForUsers
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Datasets")
@SecurityRequirement(name = OpenApi.USER_KEY)
final class VersionsResource {
    private static final int PAGE = 100;
    private static final int MOST = 1_000;

    private final Datasets datasets;
    private final CurrentProject project;

    VersionsResource(Datasets datasets, CurrentProject project) {
        this.datasets = datasets;
        this.project = project;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createDatasetVersion",
            summary = "Make a file a version",
            description =
                    "A file without faulty rows, by its id. If a version says the same already,"
                            + " that one is the answer. The version keeps the file: it cannot be"
                            + " deleted by itself, and goes with the version.")
    public VersionObject add(String name, Bodies.@Nullable AddVersion body) {
        var wanted = Bodies.required(body, body == null ? null : body.unknown());
        return VersionObject.of(datasets.add(project.id(), name, wanted.file(), project.caller()));
    }

    @POST
    @Path("upload")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            operationId = "uploadDatasetVersion",
            summary = "Upload a version",
            description =
                    "As uploading a file and making it a version; the file is kept only if it"
                            + " becomes one. The field x_hone says how it is written, as for"
                            + " files.")
    public VersionObject upload(
            String name,
            @RestForm("file") @Nullable FileUpload file,
            @RestForm("x_hone") @Nullable String extension)
            throws IOException {
        if (file == null) {
            throw ApiException.invalid(
                    "file",
                    "missing_required_parameter",
                    "The form must have a part \"file\" with a filename");
        }
        var format = FormatField.parse(extension);
        var filename = Objects.requireNonNullElse(file.fileName(), "");
        try (var bytes = Files.newInputStream(file.uploadedFile())) {
            return VersionObject.of(
                    datasets.receive(
                            project.id(),
                            name,
                            filename.isBlank() ? "upload" : filename,
                            format,
                            bytes,
                            project.caller()));
        }
    }

    @GET
    @Operation(
            operationId = "listDatasetVersions",
            summary = "List a dataset's versions",
            description = "Newest first; deleted ones too, with deleted_at.")
    public Listing<VersionObject> list(
            String name, @RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        var page =
                datasets.versions(
                        project.id(),
                        name,
                        after == null ? null : number("after", after.replaceFirst(".*@", "")),
                        PageSize.of(limit, PAGE, MOST));
        return Listing.of(page.map(VersionObject::of), VersionObject::id);
    }

    @GET
    @Path("{version}")
    @Operation(
            operationId = "retrieveDatasetVersion",
            summary = "Get a version",
            description = "Of a deleted one too, whose rows are gone.")
    public VersionObject retrieve(String name, String version) {
        return VersionObject.of(datasets.version(project.id(), name, version));
    }

    @DELETE
    @Path("{version}")
    @Operation(
            operationId = "deleteDatasetVersion",
            summary = "Delete a version",
            description =
                    "By its number. Refused with 409 while a job that has not ended reads it. Its"
                            + " tags go, and its bytes unless something else holds them; who made"
                            + " and deleted it, when, and its digests stay.")
    public VersionObject delete(String name, String version) {
        return VersionObject.of(
                datasets.delete(project.id(), name, number("version", version), project.caller()));
    }

    @GET
    @Path("{version}/jobs")
    @Operation(
            operationId = "listDatasetVersionJobs",
            summary = "List the jobs that used a version",
            description =
                    "Newest first: jobs that read its bytes, under whichever file id, or a side of"
                            + " a split of them.")
    public Listing<JobUseObject> jobs(
            String name,
            String version,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit) {
        var page =
                datasets.jobs(project.id(), name, version, after, PageSize.of(limit, PAGE, MOST));
        return Listing.of(page.map(JobUseObject::of), JobUseObject::id);
    }

    @POST
    @Path("{version}/splits")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "splitDatasetVersion",
            summary = "Split a version for training and validation",
            description =
                    "Two files of the version's rows, as they stand. A row's side depends on its"
                            + " question alone: it never moves when rows come or go. The same"
                            + " request is answered with the same files.")
    public SplitObject split(String name, String version, Bodies.@Nullable Split body) {
        var wanted = Bodies.required(body, body == null ? null : body.unknown());
        return SplitObject.of(
                datasets.split(
                        project.id(),
                        name,
                        version,
                        wanted.validation(),
                        Objects.requireNonNullElse(wanted.seed(), 0L)));
    }

    @GET
    @Path("{version}/splits")
    @Operation(
            operationId = "listDatasetVersionSplits",
            summary = "List a version's splits",
            description = "Those whose two files are still there, newest first.")
    public Listing<SplitObject> splits(String name, String version) {
        var splits =
                datasets.splits(project.id(), name, version).stream().map(SplitObject::of).toList();
        return Listing.of(new Page<>(splits, false), split -> split.training().file());
    }

    private static int number(String param, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw ApiException.invalid(
                    param,
                    "bad_version_number",
                    "%s must be a version's number, was \"%s\"".formatted(param, text));
        }
    }
}
