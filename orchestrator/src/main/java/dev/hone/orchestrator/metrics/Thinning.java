package dev.hone.orchestrator.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes of jobs that ended long ago the points that a chart can do without. Several replicas may
/// do so at once: each takes a job that no other holds.
@ApplicationScoped
class Thinning {
    private static final Logger LOG = LoggerFactory.getLogger(Thinning.class);

    private final DataSource dataSource;
    private final SampleRows samples;
    private final MetricsConfig config;

    Thinning(DataSource dataSource, SampleRows samples, MetricsConfig config) {
        this.dataSource = dataSource;
        this.samples = samples;
        this.config = config;
    }

    /// Thins the job that ended first, and says whether there was one.
    @Transactional(rollbackOn = SQLException.class)
    boolean thinNext() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var next = next(connection);
            if (next.isEmpty()) {
                return false;
            }
            thin(connection, next.get());
            return true;
        }
    }

    private Optional<String> next(Connection connection) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        SELECT id FROM jobs
                        WHERE thinned_at IS NULL
                          AND finished_at < clock_timestamp() - make_interval(secs => ?)
                        ORDER BY finished_at LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
                        """)) {
            statement.setDouble(1, (double) config.keepDense().toSeconds());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    private void thin(Connection connection, String jobId) throws SQLException {
        var kept = new HashSet<Long>();
        samples.read(connection, jobId, EnumSet.allOf(Metric.class), config.keepPoints())
                .values()
                .forEach(series -> series.kept().forEach(sample -> kept.add(sample.event())));
        int removed = SampleRows.removeAllBut(connection, jobId, kept);
        try (var statement =
                connection.prepareStatement(
                        "UPDATE jobs SET thinned_at = clock_timestamp() WHERE id = ?")) {
            statement.setString(1, jobId);
            statement.executeUpdate();
        }
        LOG.atInfo()
                .addKeyValue("jobId", jobId)
                .addKeyValue("kept", kept.size())
                .addKeyValue("removed", removed)
                .log("Metrics of an ended job were thinned");
    }
}
