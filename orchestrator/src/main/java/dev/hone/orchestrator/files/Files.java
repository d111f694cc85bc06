package dev.hone.orchestrator.files;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.audit.Audit;
import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.ids.Ids;
import dev.hone.orchestrator.paging.Limits;
import dev.hone.orchestrator.paging.Page;
import dev.hone.orchestrator.projects.Projects;
import dev.hone.orchestrator.store.Content;
import dev.hone.protocol.ObjectRef;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Files of a project: datasets that come in, results that go out.
@ApplicationScoped
public class Files {
    private final FileRepository files;
    private final Reception reception;
    private final FileSweeper sweeper;
    private final Quota quota;
    private final ObjectStore store;
    private final Projects projects;
    private final DatabaseClock clock;
    private final Ids ids;
    private final Audit audit;

    Files(
            FileRepository files,
            Reception reception,
            FileSweeper sweeper,
            Quota quota,
            ObjectStore store,
            Projects projects,
            DatabaseClock clock,
            Ids ids,
            Audit audit) {
        this.files = files;
        this.reception = reception;
        this.sweeper = sweeper;
        this.quota = quota;
        this.store = store;
        this.projects = projects;
        this.clock = clock;
        this.ids = ids;
        this.audit = audit;
    }

    /// As the other one, of bytes whose number nobody has said.
    public FileView receive(String project, String filename, String purpose, InputStream bytes)
            throws IOException {
        return receive(project, Incoming.of(NewFile.of(filename, purpose), bytes));
    }

    /// Reads the bytes once: into the store, through their digest and through the inspection.
    /// Refused before the first one if they were announced and there is no room.
    public FileView receive(String project, Incoming incoming) throws IOException {
        incoming.before().ifPresent(NewFile::check);
        QuarkusTransaction.joiningExisting().run(() -> projects.require(project));
        var id = ids.file();
        quota.reserve(project, id, incoming.announced(), GuardedStream.LIFE);
        try {
            return reception.receive(
                    id,
                    incoming,
                    bytes -> quota.guard(project, id, incoming.announced(), bytes),
                    received -> keep(project, id, received));
        } finally {
            quota.release(id);
        }
    }

    /// Makes a file of bytes that are here already. Room for them was promised to `reservation`.
    ///
    /// @param inTheEnd done in the transaction that writes the file's row; what it throws undoes it
    public FileView assemble(
            String project,
            NewFile file,
            Source source,
            String reservation,
            Consumer<FileView> inTheEnd)
            throws IOException {
        file.check();
        var id = ids.file();
        return reception.assemble(
                file,
                source,
                received -> {
                    var view = keep(project, id, received);
                    inTheEnd.accept(view);
                    quota.release(reservation);
                    return view;
                });
    }

    @Transactional
    public Optional<FileView> find(String project, String id) {
        return files.live(project, id).map(FileEntity::view);
    }

    /// @param purpose wire name; null for all
    /// @param after id of the last file of the page before
    @Transactional
    public Page<FileView> page(
            String project,
            @Nullable String purpose,
            @Nullable String after,
            int limit,
            boolean oldestFirst) {
        Limits.check(limit);
        return Page.of(files.page(project, purpose, after, limit + 1, oldestFirst), limit)
                .map(FileEntity::view);
    }

    /// Refused while a job that has not ended reads the file, and while a dataset's version is it.
    public void delete(String project, String id) {
        var objectKey = QuarkusTransaction.joiningExisting().call(() -> remove(project, id));
        sweeper.sweep(objectKey);
    }

    public Content open(String project, String id) throws IOException {
        var file =
                QuarkusTransaction.joiningExisting()
                        .call(() -> find(project, id))
                        .orElseThrow(() -> ApiException.notFound("file", id));
        return new Content(
                file.filename(), file.bytes(), file.sha256(), store.open(file.object().key()));
    }

    /// Holds the file for the running transaction: until it ends, nobody deletes it.
    public Optional<FileView> hold(String project, String id) {
        return files.lock(project, id, LockModeType.PESSIMISTIC_READ).map(FileEntity::view);
    }

    /// Makes an object that a job produced into a file of its project, within the running
    /// transaction.
    public FileView addResult(String project, String filename, ObjectRef object) {
        var file =
                new FileEntity(
                        ids.file(),
                        project,
                        filename,
                        Purpose.FINE_TUNE_RESULTS,
                        object,
                        null,
                        clock.now());
        files.persist(file);
        return file.view();
    }

    /// Deletes files within the running transaction, but for those that a dataset's version holds
    /// and those that are deleted already. Refused while a job that has not ended reads one.
    ///
    /// @return what to [#sweep] afterwards
    public List<String> release(String project, Collection<String> ids) {
        var objects = new ArrayList<String>();
        for (var id : ids) {
            files.lock(project, id, LockModeType.PESSIMISTIC_WRITE)
                    .filter(_ -> files.versionHolding(id).isEmpty())
                    .ifPresent(file -> objects.add(end(file)));
        }
        return objects;
    }

    /// Removes objects that no file uses any more.
    public void sweep(Collection<String> objectKeys) {
        objectKeys.forEach(sweeper::sweep);
    }

    private String remove(String project, String id) {
        var file =
                files.lock(project, id, LockModeType.PESSIMISTIC_WRITE)
                        .orElseThrow(() -> ApiException.notFound("file", id));
        files.versionHolding(id)
                .ifPresent(version -> {
                    throw ApiException.conflict(
                            "file_in_version",
                            "File \"%s\" is dataset version \"%s\"; delete that version, and the file goes with it"
                                    .formatted(id, version));
                });
        return end(file);
    }

    private String end(FileEntity file) {
        var id = file.id;
        files.jobReading(id)
                .ifPresent(job -> {
                    throw ApiException.conflict(
                            "file_in_use",
                            "File \"%s\" is used by job \"%s\", which has not ended; cancel the job or wait for its end"
                                    .formatted(id, job));
                });
        file.deletedAt = clock.now();
        audit.record(file.project, "file.deleted", id, Map.of("sha256", file.sha256));
        return file.objectKey;
    }

    /// Within the transaction that holds the object.
    private FileView keep(String project, String id, Reception.Received received) {
        var about = received.about();
        var now = clock.now();
        var file =
                new FileEntity(
                        id,
                        project,
                        about.filename(),
                        about.checkedPurpose(),
                        received.object(),
                        received.report(),
                        now);
        file.expiresAt = about.lives() == null ? null : now.plus(about.lives());
        files.persist(file);
        audit.record(
                project,
                "file.received",
                id,
                Map.of("purpose", about.purpose(), "sha256", file.sha256));
        return file.view();
    }
}
