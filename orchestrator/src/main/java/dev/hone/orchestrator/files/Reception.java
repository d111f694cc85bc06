package dev.hone.orchestrator.files;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.protocol.ObjectRef;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes bytes in: under a temporary key first, because their address is known only at their end.
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

    Received receive(String id, Purpose purpose, InputStream bytes) throws IOException {
        var temporaryKey = "uploads/" + id;
        QuarkusTransaction.requiringNew().run(() -> files.uploadStarted(temporaryKey));
        try {
            return purpose.inspected()
                    ? inspected(temporaryKey, bytes)
                    : new Received(keep(store.put(temporaryKey, bytes)), null);
        } finally {
            forget(temporaryKey);
        }
    }

    /// Puts the object there again if a deletion was faster than the row that uses it.
    void ensure(ObjectRef object, String id, InputStream bytes) throws IOException {
        if (store.size(object.key()).isEmpty()) {
            LOG.atInfo().addKeyValue("file", id).log("Object was removed meanwhile; stored again");
            store.put(object.key(), bytes);
        }
    }

    private Received inspected(String temporaryKey, InputStream bytes) throws IOException {
        try (var tee = InspectingStream.over(bytes)) {
            var temporary = store.put(temporaryKey, tee);
            return new Received(keep(temporary), tee.report());
        }
    }

    private ObjectRef keep(ObjectRef temporary) throws IOException {
        var key = "files/" + temporary.sha256();
        try (var bytes = store.open(temporary.key())) {
            return store.put(key, bytes);
        }
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
