package dev.hone.orchestrator.files;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.audit.Audit;
import dev.hone.orchestrator.clock.DatabaseClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes objects that no file uses any more. A deletion asks for it at once; what that could not
/// do is done by the reconciler.
@ApplicationScoped
public class FileSweeper {
    private static final Logger LOG = LoggerFactory.getLogger(FileSweeper.class);
    private static final int BATCH = 100;

    private final FileRepository files;
    private final ObjectStore store;
    private final DatabaseClock clock;
    private final Audit audit;

    FileSweeper(FileRepository files, ObjectStore store, DatabaseClock clock, Audit audit) {
        this.files = files;
        this.store = store;
        this.clock = clock;
        this.audit = audit;
    }

    /// What deletions, dead uploads and files whose time is over have left.
    public void sweepAll() {
        QuarkusTransaction.requiringNew()
                .call(() -> files.expired(BATCH))
                .forEach(id -> QuarkusTransaction.requiringNew().run(() -> expire(id)));
        List<String> deleted =
                QuarkusTransaction.requiringNew()
                        .call(() ->
                                files.unswept(BATCH).stream()
                                        .map(file -> file.objectKey)
                                        .distinct()
                                        .toList());
        deleted.forEach(this::sweep);
        QuarkusTransaction.requiringNew()
                .call(() -> files.abandonedUploads(BATCH))
                .forEach(this::removeUpload);
    }

    void sweep(String objectKey) {
        try {
            QuarkusTransaction.requiringNew().call(() -> removeUnlessUsed(objectKey));
        } catch (StoreFailure failure) {
            LOG.atWarn()
                    .addKeyValue("object", objectKey)
                    .setCause(failure)
                    .log("Object of a deleted file stays for now");
        }
    }

    /// A file that a job reads goes when the job has ended, one that is a version with that.
    private void expire(String id) {
        var file = files.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (file.deletedAt != null
                || files.versionHolding(id).isPresent()
                || files.jobReading(id).isPresent()) {
            return;
        }
        file.deletedAt = clock.now();
        audit.record(file.project, "file.expired", id, Map.of("sha256", file.sha256));
        LOG.atInfo().addKeyValue("file", id).log("File expired");
    }

    private boolean removeUnlessUsed(String objectKey) {
        files.holdObject(objectKey);
        var used = files.objectInUse(objectKey);
        if (!used) {
            delete(objectKey);
        }
        files.update(
                "sweptAt = ?1 WHERE objectKey = ?2 AND deletedAt IS NOT NULL",
                clock.now(),
                objectKey);
        return !used;
    }

    private void removeUpload(String objectKey) {
        delete(objectKey);
        QuarkusTransaction.requiringNew().run(() -> files.uploadEnded(objectKey));
    }

    private void delete(String objectKey) {
        try {
            store.delete(objectKey);
        } catch (IOException failure) {
            throw new StoreFailure(failure);
        }
    }

    private static final class StoreFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoreFailure(IOException cause) {
            super(cause);
        }
    }
}
