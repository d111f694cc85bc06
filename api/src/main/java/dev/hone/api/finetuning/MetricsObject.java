package dev.hone.api.finetuning;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.metrics.Series;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The curves of a job.
///
/// @param object `fine_tuning.job.metrics`
@Schema(name = "FineTuningJobMetrics")
@JsonNaming(SnakeCaseStrategy.class)
record MetricsObject(String object, String jobId, List<SeriesObject> series) {
    static MetricsObject of(String jobId, List<Series> series) {
        return new MetricsObject(
                "fine_tuning.job.metrics", jobId, series.stream().map(SeriesObject::of).toList());
    }

    /// @param stored how many points there are; more than in `points` where some were left out
    /// @param points in the order of steps
    @Schema(name = "FineTuningJobSeries")
    @JsonNaming(SnakeCaseStrategy.class)
    record SeriesObject(String metric, long stored, List<PointObject> points) {
        static SeriesObject of(Series series) {
            var points =
                    series.points().stream()
                            .map(point -> new PointObject(point.step(), point.value()))
                            .toList();
            return new SeriesObject(series.metric().wireName(), series.stored(), points);
        }
    }

    @Schema(name = "FineTuningJobPoint")
    record PointObject(int step, double value) {}
}
