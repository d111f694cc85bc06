package dev.hone.api.workers;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.workers.Drain;
import dev.hone.orchestrator.workers.WorkerView;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A worker.
///
/// @param object always "worker"
/// @param memoryMebibytes what a job may plan with; null where the worker cannot say
/// @param place where it runs, as it says
/// @param state idle, training, draining, drained or silent
/// @param drain finish or hand_over; null while it may get jobs
/// @param job id of the job that it owns
/// @param totalSteps 0 while not known, or without a job
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "Worker")
record WorkerObject(
        String object,
        String id,
        String pool,
        String device,
        @Nullable Long memoryMebibytes,
        Map<String, String> labels,
        String version,
        int protocol,
        @Nullable String place,
        String state,
        @Nullable String drain,
        @Nullable String job,
        int step,
        int totalSteps,
        long firstSeenAt,
        long lastSeenAt) {

    static WorkerObject of(WorkerView worker) {
        return new WorkerObject(
                "worker",
                worker.id(),
                worker.pool(),
                worker.device(),
                worker.memoryMebibytes() == 0 ? null : worker.memoryMebibytes(),
                worker.labels(),
                worker.version(),
                worker.protocol(),
                worker.place(),
                worker.state().label(),
                Optional.ofNullable(worker.drain()).map(Drain::label).orElse(null),
                worker.job(),
                worker.step(),
                worker.totalSteps(),
                worker.firstSeenAt().getEpochSecond(),
                worker.lastSeenAt().getEpochSecond());
    }
}
