package dev.hone.orchestrator.metrics;

import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.metrics.Series.Point;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/// The curves of jobs, as their owners see them.
@ApplicationScoped
public class Metrics {
    public static final int FEWEST_POINTS = Downsampling.FEWEST;

    /// More than any screen has columns for, four to each.
    public static final int MOST_POINTS = 10_000;

    private final DataSource dataSource;
    private final SampleRows samples;

    Metrics(DataSource dataSource, SampleRows samples) {
        this.dataSource = dataSource;
        this.samples = samples;
    }

    /// The metrics asked for that have a value, each with at most so many points.
    ///
    /// @param most from [#FEWEST_POINTS] to [#MOST_POINTS]
    @Transactional
    public List<Series> of(String project, String jobId, Set<Metric> metrics, int most) {
        if (most > MOST_POINTS) {
            throw new IllegalArgumentException(
                    "points must be at most %d, was %d".formatted(MOST_POINTS, most));
        }
        try (var connection = dataSource.getConnection()) {
            if (!exists(connection, project, jobId)) {
                throw ApiException.notFound("job", jobId);
            }
            return samples.read(connection, jobId, metrics, most).entrySet().stream()
                    .filter(entry -> entry.getValue().seen() > 0)
                    .map(Metrics::series)
                    .toList();
        } catch (SQLException failure) {
            throw new IllegalStateException("metrics cannot be read", failure);
        }
    }

    private static Series series(Map.Entry<Metric, Downsampling> entry) {
        var points =
                entry.getValue().kept().stream()
                        .map(sample -> new Point(sample.step(), sample.value()))
                        .toList();
        return new Series(entry.getKey(), entry.getValue().seen(), points);
    }

    private static boolean exists(Connection connection, String project, String jobId)
            throws SQLException {
        try (var statement =
                connection.prepareStatement("SELECT FROM jobs WHERE project = ? AND id = ?")) {
            statement.setString(1, project);
            statement.setString(2, jobId);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
