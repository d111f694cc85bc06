package dev.hone.launcher.chaos;

import dev.hone.launcher.platform.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;

/// What running jobs have stored to go on from.
final class Checkpoints {
    private static final String NEWEST =
            """
            SELECT j.worker, c.files -> 0 -> 'object' ->> 'key'
            FROM jobs j JOIN checkpoints c ON c.job_id = j.id
            WHERE j.state = 'running' AND c.token = j.token
            ORDER BY c.sequence DESC LIMIT 1
            """;

    private final Cluster cluster;

    Checkpoints(Cluster cluster) {
        this.cluster = cluster;
    }

    /// Flips one bit in the middle of a file of the newest checkpoint of all.
    ///
    /// @return the worker that made it
    String damageNewest() throws SQLException, IOException {
        try (var connection = cluster.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(NEWEST)) {
            if (!rows.next()) {
                throw new IOException("no running job has a checkpoint yet");
            }
            var file = cluster.store().resolve(rows.getString(2));
            var bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
            return rows.getString(1);
        }
    }
}
