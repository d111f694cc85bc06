package dev.hone.orchestrator.uploads;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.ids.Ids;
import dev.hone.protocol.ObjectRef;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes parts in. A part is written under a key of its own first, and counts when its row is
/// committed; all that lies under an ended upload's keys is swept.
@ApplicationScoped
class PartIntake {
    private static final Logger LOG = LoggerFactory.getLogger(PartIntake.class);

    /// 20 GiB in parts of 2 MiB, and a list that is read at once.
    private static final long MOST_PARTS = 10_000;

    private final UploadRepository uploads;
    private final PartRepository parts;
    private final ObjectStore store;
    private final DatabaseClock clock;
    private final Ids ids;
    private final UploadsConfig config;

    PartIntake(
            UploadRepository uploads,
            PartRepository parts,
            ObjectStore store,
            DatabaseClock clock,
            Ids ids,
            UploadsConfig config) {
        this.uploads = uploads;
        this.parts = parts;
        this.store = store;
        this.clock = clock;
        this.ids = ids;
        this.config = config;
    }

    static String prefix(String upload) {
        return "parts/" + upload + "/";
    }

    PartView add(String project, String upload, InputStream bytes) throws IOException {
        QuarkusTransaction.requiringNew()
                .run(() -> {
                    var found =
                            uploads.of(project, upload)
                                    .orElseThrow(() -> ApiException.notFound("upload", upload));
                    Refusals.unlessPending(found, clock.now());
                });
        var id = ids.part();
        var object =
                store.put(
                        prefix(upload) + id,
                        new LimitedPart(bytes, config.partBytes().asLongValue()));
        var kept = false;
        try {
            var part =
                    QuarkusTransaction.requiringNew()
                            .call(() -> record(project, upload, id, object));
            kept = part.id().equals(id);
            return part;
        } finally {
            if (!kept) {
                forget(object.key());
            }
        }
    }

    private PartView record(String project, String upload, String id, ObjectRef object) {
        var found = uploads.lock(project, upload);
        var now = clock.now();
        Refusals.unlessPending(found, now);
        if (object.bytes() == 0) {
            throw ApiException.invalid("data", "empty_part", "a part must have at least one byte");
        }
        var same = parts.same(upload, object);
        if (same.isPresent()) {
            return same.get().view();
        }
        var total = parts.bytesOf(upload) + object.bytes();
        if (total > found.bytes) {
            throw ApiException.invalid(
                    "data",
                    "too_many_bytes",
                    """
                    Upload "%s" is to have %,d bytes; with this part its parts would have %,d. \
                    Cancel it and begin another one\
                    """
                            .formatted(upload, found.bytes, total));
        }
        if (parts.count("uploadId", upload) >= MOST_PARTS) {
            throw ApiException.invalid(
                    "data",
                    "too_many_parts",
                    "an upload may have %,d parts; send larger ones".formatted(MOST_PARTS));
        }
        var part = new PartEntity(id, upload, object, now);
        parts.persist(part);
        return part.view();
    }

    private void forget(String key) {
        try {
            store.delete(key);
        } catch (IOException failure) {
            // The sweeper comes back for it when the upload has ended.
            LOG.atWarn()
                    .addKeyValue("object", key)
                    .setCause(failure)
                    .log("Part without a row stays for now");
        }
    }
}
