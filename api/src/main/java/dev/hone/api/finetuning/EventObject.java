package dev.hone.api.finetuning;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.jobs.JobEventView;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Something that happened to a job.
///
/// @param type message, or metrics where `data` has numbers
@Schema(name = "FineTuningJobEvent")
@JsonNaming(SnakeCaseStrategy.class)
record EventObject(
        String id,
        String object,
        long createdAt,
        String level,
        String message,
        String type,
        Map<String, Number> data) {
    static EventObject of(JobEventView event) {
        return new EventObject(
                event.id(),
                "fine_tuning.job.event",
                event.createdAt().getEpochSecond(),
                event.level().name().toLowerCase(Locale.ROOT),
                event.message(),
                event.metrics().isEmpty() ? "message" : "metrics",
                event.metrics());
    }
}
