package dev.hone.orchestrator.uploads;

import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.files.Files;
import dev.hone.orchestrator.files.Quota;
import dev.hone.orchestrator.ids.Ids;
import dev.hone.orchestrator.paging.Limits;
import dev.hone.orchestrator.paging.Page;
import dev.hone.orchestrator.projects.Projects;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Uploads in parts: a client says what is to come, sends parts in any order, and has them made
/// into a file. What has arrived stays, whoever dies, until the upload ends.
@ApplicationScoped
public class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    private static final int LONGEST_TYPE = 255;

    private final UploadRepository uploads;
    private final PartRepository parts;
    private final PartIntake intake;
    private final Assembly assembly;
    private final UploadSweeper sweeper;
    private final Files files;
    private final Quota quota;
    private final Projects projects;
    private final DatabaseClock clock;
    private final Ids ids;
    private final UploadsConfig config;

    Uploads(
            UploadRepository uploads,
            PartRepository parts,
            PartIntake intake,
            Assembly assembly,
            UploadSweeper sweeper,
            Files files,
            Quota quota,
            Projects projects,
            DatabaseClock clock,
            Ids ids,
            UploadsConfig config) {
        this.uploads = uploads;
        this.parts = parts;
        this.intake = intake;
        this.assembly = assembly;
        this.sweeper = sweeper;
        this.files = files;
        this.quota = quota;
        this.projects = projects;
        this.clock = clock;
        this.ids = ids;
        this.config = config;
    }

    /// Promises room for the whole file, or refuses before anything is sent.
    @Transactional
    public UploadView create(UploadRequest request) {
        check(request);
        projects.require(request.project());
        var id = ids.upload();
        quota.reserve(request.project(), id, request.bytes(), config.expireAfter());
        var upload = new UploadEntity(id, request, clock.now(), config.expireAfter());
        uploads.persist(upload);
        LOG.atInfo()
                .addKeyValue("upload", id)
                .addKeyValue("project", request.project())
                .addKeyValue("bytes", request.bytes())
                .log("Upload in parts begins");
        return view(upload);
    }

    @Transactional
    public Optional<UploadView> find(String project, String id) {
        return uploads.of(project, id).map(this::view);
    }

    /// Newest first, ended ones too.
    @Transactional
    public Page<UploadView> page(String project, @Nullable String after, int limit) {
        Limits.check(limit);
        return Page.of(uploads.page(project, after, limit + 1), limit).map(this::view);
    }

    /// Oldest first.
    @Transactional
    public Page<PartView> parts(String project, String id, @Nullable String after, int limit) {
        Limits.check(limit);
        if (uploads.of(project, id).isEmpty()) {
            throw ApiException.notFound("upload", id);
        }
        return Page.of(parts.page(id, after, limit + 1), limit).map(PartEntity::view);
    }

    /// Keeps one part. The same bytes again are the same part, so that a request may be repeated.
    public PartView addPart(String project, String id, InputStream bytes) throws IOException {
        return intake.add(project, id, bytes);
    }

    /// Makes the parts a file, in this order. A repeated request answers as the first one did.
    ///
    /// @param md5 of the whole file, in hexadecimal
    public UploadView complete(
            String project, String id, List<String> partIds, @Nullable String md5)
            throws IOException {
        assembly.complete(project, id, partIds, md5);
        sweeper.sweepQuietly(id);
        return QuarkusTransaction.joiningExisting()
                .call(() -> find(project, id))
                .orElseThrow(() -> ApiException.notFound("upload", id));
    }

    /// Repeating it changes nothing.
    public UploadView cancel(String project, String id) {
        var view =
                QuarkusTransaction.requiringNew()
                        .call(() -> {
                            var upload = uploads.lock(project, id);
                            var now = clock.now();
                            if (upload.state(now) != UploadState.CANCELLED) {
                                Refusals.unlessPending(upload, now);
                                upload.end(UploadState.CANCELLED, now);
                                quota.release(id);
                                LOG.atInfo().addKeyValue("upload", id).log("Upload cancelled");
                            }
                            return view(upload);
                        });
        sweeper.sweepQuietly(id);
        return view;
    }

    private UploadView view(UploadEntity upload) {
        var file =
                upload.fileId == null
                        ? null
                        : files.find(upload.project, upload.fileId).orElse(null);
        return upload.view(clock.now(), file);
    }

    private void check(UploadRequest request) {
        var faults = new ArrayList<>(request.about().faults());
        var largest = config.bytes().asLongValue();
        if (request.bytes() < 1 || request.bytes() > largest) {
            faults.add(
                    new Fault(
                            "bytes",
                            "bytes must be 1–%,d, was %,d".formatted(largest, request.bytes()),
                            "invalid_bytes"));
        }
        var type = request.mimeType();
        if (type.isBlank()
                || type.length() > LONGEST_TYPE
                || type.chars().anyMatch(Character::isISOControl)) {
            faults.add(
                    new Fault(
                            "mime_type",
                            "mime_type must have 1–%d printable characters, as text/jsonl"
                                    .formatted(LONGEST_TYPE),
                            "invalid_mime_type"));
        }
        if (!faults.isEmpty()) {
            throw new ApiException(new ApiError.Invalid(faults));
        }
    }
}
