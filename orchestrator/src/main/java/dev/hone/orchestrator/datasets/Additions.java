package dev.hone.orchestrator.datasets;

import dev.hone.datasets.rows.Contents;
import dev.hone.orchestrator.audit.Audit;
import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.files.FileView;
import dev.hone.orchestrator.files.Files;
import dev.hone.orchestrator.files.Purpose;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes files versions. What a file says is read before, outside of any transaction.
@ApplicationScoped
class Additions {
    private static final String PARAM = "file";

    private final Lookup lookup;
    private final VersionRepository versions;
    private final RowReads reads;
    private final Files files;
    private final DatabaseClock clock;
    private final Audit audit;

    Additions(
            Lookup lookup,
            VersionRepository versions,
            RowReads reads,
            Files files,
            DatabaseClock clock,
            Audit audit) {
        this.lookup = lookup;
        this.versions = versions;
        this.reads = reads;
        this.files = files;
        this.clock = clock;
        this.audit = audit;
    }

    VersionView add(String project, String name, @Nullable String fileId, String by) {
        var file = QuarkusTransaction.joiningExisting().call(() -> usable(project, name, fileId));
        var contents =
                reads.run(
                        () ->
                                QuarkusTransaction.joiningExisting()
                                        .run(() -> usable(project, name, fileId)),
                        _ -> Contents.of(reads.source(file)));
        return QuarkusTransaction.joiningExisting()
                .call(() -> record(project, name, file, contents, by));
    }

    private FileView usable(String project, String name, @Nullable String fileId) {
        lookup.dataset(project, name);
        // A text with NUL names nothing, and the database would not even compare it.
        var file =
                fileId == null || fileId.indexOf('\0') >= 0
                        ? Optional.<FileView>empty()
                        : files.find(project, fileId);
        var found =
                file.orElseThrow(() ->
                        ApiException.invalid(
                                PARAM,
                                "file_not_found",
                                fileId == null
                                        ? "file must be the id of an uploaded file"
                                        : "no file \"%s\"".formatted(fileId)));
        refuseUnsound(found);
        return found;
    }

    private static void refuseUnsound(FileView file) {
        if (file.purpose() != Purpose.FINE_TUNE && file.purpose() != Purpose.EVALS) {
            throw ApiException.invalid(
                    PARAM,
                    "wrong_purpose",
                    "file \"%s\" must have been uploaded with purpose \"fine-tune\" or \"evals\", has \"%s\""
                            .formatted(file.id(), file.purpose().wireName()));
        }
        var report = file.report();
        if (report == null || !report.isSound()) {
            throw ApiException.invalid(
                    PARAM,
                    "faulty_rows",
                    report == null
                            ? "file \"%s\" has not been inspected".formatted(file.id())
                            : "file \"%s\" (%s) has %d usable rows of %d; a version must have no faulty row: %s"
                                    .formatted(
                                            file.id(),
                                            file.filename(),
                                            report.usableRows(),
                                            report.rows(),
                                            report.faults()));
        }
    }

    private VersionView record(
            String project, String name, FileView read, Contents contents, String by) {
        var dataset = lookup.locked(project, name);
        var same = versions.saying(dataset, contents.sha256());
        if (same.isPresent()) {
            return lookup.view(dataset, same.get());
        }
        var file =
                files.hold(project, read.id())
                        .orElseThrow(() -> ApiException.notFound("file", read.id()));
        var version =
                new VersionEntity(dataset, ++dataset.lastNumber, file, contents, clock.now(), by);
        versions.persist(version);
        audit.record(
                project,
                "dataset.version_added",
                name,
                Map.of(
                        "version",
                        version.number,
                        "file",
                        file.id(),
                        "sha256",
                        file.sha256(),
                        "by",
                        by));
        return lookup.view(dataset, version);
    }
}
