package dev.hone.orchestrator.files;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.protocol.DatasetFormat;
import dev.hone.protocol.ObjectRef;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes bytes in: under a temporary key first, because their address, the digest, is known only at
/// their end.
@ApplicationScoped
class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final ObjectStore store;
    private final FileRepository files;

    Reception(ObjectStore store, FileRepository files) {
        this.store = store;
        this.files = files;
    }

    /// What came in, under its own digest.
    record Received(ObjectRef object, @Nullable FileReport report) {}

    /// @param row writes the row for what came in, in a transaction that holds the object
    FileView receive(
            String id,
            Purpose purpose,
            DatasetFormat format,
            InputStream bytes,
            Function<Received, FileView> row)
            throws IOException {
        var temporaryKey = "uploads/" + id;
        QuarkusTransaction.requiringNew().run(() -> files.uploadStarted(temporaryKey));
        try {
            var received = put(temporaryKey, purpose, format, bytes);
            return QuarkusTransaction.requiringNew()
                    .call(() -> record(temporaryKey, received, row));
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        } finally {
            forget(temporaryKey);
        }
    }

    private Received put(
            String temporaryKey, Purpose purpose, DatasetFormat format, InputStream bytes)
            throws IOException {
        if (!purpose.inspected()) {
            return new Received(keep(store.put(temporaryKey, bytes)), null);
        }
        try (var tee = InspectingStream.over(bytes, format)) {
            var object = keep(store.put(temporaryKey, tee));
            return new Received(object, tee.report());
        }
    }

    private ObjectRef keep(ObjectRef temporary) throws IOException {
        try (var bytes = store.open(temporary.key())) {
            return store.put("files/" + temporary.sha256(), bytes);
        }
    }

    private FileView record(
            String temporaryKey, Received received, Function<Received, FileView> row) {
        var key = received.object().key();
        files.holdObject(key);
        try {
            if (store.size(key).isEmpty()) {
                // Somebody deleted the last file with these bytes in between.
                try (var bytes = store.open(temporaryKey)) {
                    store.put(key, bytes);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return row.apply(received);
    }

    private void forget(String temporaryKey) {
        try {
            store.delete(temporaryKey);
            QuarkusTransaction.requiringNew().run(() -> files.uploadEnded(temporaryKey));
        } catch (IOException failure) {
            // The reconciler comes back for it.
            LOG.atWarn()
                    .addKeyValue("object", temporaryKey)
                    .setCause(failure)
                    .log("Temporary object stays for now");
        }
    }
}
