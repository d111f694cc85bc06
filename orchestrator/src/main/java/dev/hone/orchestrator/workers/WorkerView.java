package dev.hone.orchestrator.workers;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A worker as operators see it.
///
/// @param place where its last start ran; null for workers that never said
/// @param protocol version of the job protocol that it spoke last
/// @param memoryMebibytes what a job may plan with; 0 where it cannot say
/// @param drain null while it may get jobs
/// @param job id of the job that it owns
/// @param totalSteps 0 while not known, or without a job
public record WorkerView(
        String id,
        String pool,
        String device,
        String version,
        int protocol,
        long memoryMebibytes,
        Map<String, String> labels,
        @Nullable String place,
        WorkerState state,
        @Nullable Drain drain,
        @Nullable String job,
        int step,
        int totalSteps,
        Instant firstSeenAt,
        Instant lastSeenAt) {
    public WorkerView {
        labels = Map.copyOf(labels);
    }
}
