package dev.hone.orchestrator.files;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.protocol.ObjectRef;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
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
    record Received(NewFile about, ObjectRef object, @Nullable FileReport report) {}

    /// @param guard stands between the sender and everything else
    /// @param row writes the row for what came in, in a transaction that holds the object
    FileView receive(
            String id,
            Incoming incoming,
            UnaryOperator<InputStream> guard,
            Function<Received, FileView> row)
            throws IOException {
        var temporaryKey = "uploads/" + id;
        QuarkusTransaction.requiringNew().run(() -> files.uploadStarted(temporaryKey));
        try {
            var received = put(temporaryKey, incoming, guard);
            return record(received, () -> store.open(temporaryKey), row);
        } finally {
            forget(temporaryKey);
        }
    }

    /// Makes a file of bytes that are here already: once through digest and inspection, which name
    /// it, then under that name.
    FileView assemble(NewFile file, Source source, Function<Received, FileView> row)
            throws IOException {
        FileReport report = null;
        ObjectRef named;
        try (var bytes = source.open()) {
            if (file.checkedPurpose().inspected()) {
                try (var tee = InspectingStream.over(bytes, file.format())) {
                    named = Naming.of(tee);
                    report = tee.report();
                }
            } else {
                named = Naming.of(bytes);
            }
        }
        return record(new Received(file, keep(named, source), report), source, row);
    }

    private Received put(String temporaryKey, Incoming incoming, UnaryOperator<InputStream> guard)
            throws IOException {
        var before = incoming.before().filter(file -> file.checkedPurpose().inspected());
        var bytes = guard.apply(incoming.bytes());
        FileReport report = null;
        ObjectRef temporary;
        if (before.isPresent()) {
            try (var tee = InspectingStream.over(bytes, before.get().format())) {
                temporary = store.put(temporaryKey, tee);
                report = tee.report();
            }
        } else {
            temporary = store.put(temporaryKey, bytes);
        }
        var file = incoming.after();
        file.check();
        var seen = before.map(NewFile::format).filter(file.format()::equals).isPresent();
        if (!seen && file.checkedPurpose().inspected()) {
            try (var again = store.open(temporaryKey)) {
                report = Reports.of(again, file.format());
            }
        }
        return new Received(
                file, keep(Naming.renamed(temporary), () -> store.open(temporaryKey)), report);
    }

    private ObjectRef keep(ObjectRef named, Source source) throws IOException {
        try (var bytes = source.open()) {
            var kept = store.put(named.key(), bytes);
            if (!kept.equals(named)) {
                throw new IOException(
                        "the bytes of \"%s\" changed between two readings".formatted(named.key()));
            }
            return kept;
        }
    }

    private FileView record(Received received, Source source, Function<Received, FileView> row)
            throws IOException {
        try {
            return QuarkusTransaction.requiringNew()
                    .call(() -> recordHolding(received, source, row));
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private FileView recordHolding(
            Received received, Source source, Function<Received, FileView> row) {
        var key = received.object().key();
        files.holdObject(key);
        try {
            if (store.size(key).isEmpty()) {
                // Somebody deleted the last file with these bytes in between.
                keep(received.object(), source);
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
