package dev.hone.orchestrator.invariants;

import dev.hone.datasets.store.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;

/// Invariant 13: what a checkpoint row speaks of lies in the store, with the right length. Only
/// checkpoints that a job may still go on from are looked at. Their bytes are read, and their
/// digests proven, by the worker that resumes.
@ApplicationScoped
class CheckpointObjects {
    private static final int NUMBER = 13;
    private static final String RESUMABLE =
            """
            SELECT file -> 'object' ->> 'key', CAST(file -> 'object' ->> 'bytes' AS bigint)
            FROM jobs j
            JOIN LATERAL (
                SELECT files FROM checkpoints c WHERE c.job_id = j.id
                ORDER BY token DESC, step DESC LIMIT 1) newest ON true,
            jsonb_array_elements(newest.files) file
            WHERE j.finished_at IS NULL
            """;

    private final ObjectStore store;

    CheckpointObjects(ObjectStore store) {
        this.store = store;
    }

    Optional<Violation> check(Connection connection) throws SQLException {
        var missing = new ArrayList<String>();
        try (var statement = connection.prepareStatement(RESUMABLE);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                if (!stored(rows.getString(1), rows.getLong(2))) {
                    missing.add(rows.getString(1));
                }
            }
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Violation(
                                NUMBER,
                                "an object of a checkpoint is missing or has another length",
                                missing.size(),
                                missing.getFirst()));
    }

    private boolean stored(String key, long bytes) {
        try {
            return store.size(key).filter(size -> size == bytes).isPresent();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
