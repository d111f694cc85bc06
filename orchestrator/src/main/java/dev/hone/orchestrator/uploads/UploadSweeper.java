package dev.hone.orchestrator.uploads;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.files.Quota;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends uploads whose time is over, and removes the parts of those that have ended.
@ApplicationScoped
public class UploadSweeper {
    private static final Logger LOG = LoggerFactory.getLogger(UploadSweeper.class);
    private static final int BATCH = 100;

    private final UploadRepository uploads;
    private final Quota quota;
    private final ObjectStore store;
    private final DatabaseClock clock;

    UploadSweeper(UploadRepository uploads, Quota quota, ObjectStore store, DatabaseClock clock) {
        this.uploads = uploads;
        this.quota = quota;
        this.store = store;
        this.clock = clock;
    }

    public void sweepAll() {
        QuarkusTransaction.requiringNew().run(this::expireOverdue);
        QuarkusTransaction.requiringNew()
                .call(() -> uploads.unswept(BATCH))
                .forEach(this::sweepQuietly);
        quota.forgetExpired();
    }

    /// What cannot be removed now is removed by a later pass.
    void sweepQuietly(String upload) {
        try {
            for (var key : store.list(PartIntake.prefix(upload))) {
                store.delete(key);
            }
            QuarkusTransaction.requiringNew().run(() -> uploads.swept(upload));
        } catch (IOException | UncheckedIOException failure) {
            LOG.atWarn()
                    .addKeyValue("upload", upload)
                    .setCause(failure)
                    .log("Parts of an ended upload stay for now");
        }
    }

    private void expireOverdue() {
        var now = clock.now();
        for (var upload : uploads.overdue(BATCH)) {
            upload.end(UploadState.EXPIRED, now);
            quota.release(upload.id);
            LOG.atInfo().addKeyValue("upload", upload.id).log("Upload expired");
        }
    }
}
