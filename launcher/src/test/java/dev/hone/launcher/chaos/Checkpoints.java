package dev.hone.launcher.chaos;

import dev.hone.launcher.platform.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What running jobs have stored to go on from.
final class Checkpoints {
    private static final String NEWEST =
            """
            SELECT j.worker, c.files -> 0 -> 'object' ->> 'key'
            FROM jobs j JOIN checkpoints c ON c.job_id = j.id
            WHERE j.state = 'running' AND c.token = j.token
            ORDER BY c.sequence DESC LIMIT 1
            """;

    /// A job has its first checkpoint within so long after its start.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Cluster cluster;

    Checkpoints(Cluster cluster) {
        this.cluster = cluster;
    }

    /// Flips one bit in the middle of a file of the newest checkpoint of all, as soon as there is
    /// one.
    ///
    /// @return the worker that made it
    String damageNewest() throws SQLException, IOException, InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var newest = newest();
        while (newest.isEmpty() && System.nanoTime() < end) {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            newest = newest();
        }
        var damaged = newest.orElseThrow(() -> new IOException("no running job had a checkpoint"));
        var file = cluster.store().resolve(damaged.key());
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        return damaged.worker();
    }

    private record Newest(String worker, String key) {}

    private Optional<Newest> newest() throws SQLException {
        try (var connection = cluster.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(NEWEST)) {
            return rows.next()
                    ? Optional.of(new Newest(rows.getString(1), rows.getString(2)))
                    : Optional.empty();
        }
    }
}
