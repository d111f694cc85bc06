package dev.hone.orchestrator.jobs;

import dev.hone.protocol.TrainEvent.Level;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Something that happened to a job, worth telling its owner.
///
/// @param metrics numbers of a training step or a validation by OpenAI's names (`step`,
///   `train_loss`, `valid_loss`, ...) and ours; empty for a plain message
public record JobEventView(
        String id, Instant createdAt, Level level, String message, Map<String, Number> metrics) {
    public JobEventView {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
}
