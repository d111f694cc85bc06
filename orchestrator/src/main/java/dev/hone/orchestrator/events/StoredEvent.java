package dev.hone.orchestrator.events;

import dev.hone.protocol.EventEnvelope;
import dev.hone.protocol.TrainEvent;
import dev.hone.protocol.TrainEvent.Level;
import java.util.LinkedHashMap;
import java.util.Map;

/// An event as it is kept: a sentence, and numbers by OpenAI's names and ours.
///
/// @param metrics finite numbers only
record StoredEvent(
        EventEnvelope envelope, Level level, String message, Map<String, Number> metrics) {
    private static final int LONGEST = 4_000;

    static StoredEvent of(EventEnvelope envelope) {
        return switch (envelope.event()) {
            case TrainEvent.Step step ->
                    new StoredEvent(envelope, Level.INFO, sentence(step), metrics(step));
            case TrainEvent.Validated validated ->
                    new StoredEvent(
                            envelope,
                            Level.INFO,
                            "Step %d: validation loss=%.4f"
                                    .formatted(validated.step(), validated.loss()),
                            metrics(validated));
            case TrainEvent.Message message ->
                    new StoredEvent(
                            envelope, message.level(), storable(message.message()), Map.of());
        };
    }

    private static String sentence(TrainEvent.Step step) {
        return "Step %d/%d: training loss=%.4f"
                .formatted(step.step(), step.totalSteps(), step.loss());
    }

    private static Map<String, Number> metrics(TrainEvent.Step step) {
        var metrics = new LinkedHashMap<String, Number>();
        metrics.put("step", step.step());
        metrics.put("total_steps", step.totalSteps());
        put(metrics, "epoch", step.epoch());
        put(metrics, "train_loss", step.loss());
        put(metrics, "learning_rate", step.learningRate());
        put(metrics, "grad_norm", step.gradNorm());
        put(metrics, "tokens_per_second", step.tokensPerSecond());
        put(metrics, "seconds_left", step.secondsLeft());
        return metrics;
    }

    private static Map<String, Number> metrics(TrainEvent.Validated validated) {
        var metrics = new LinkedHashMap<String, Number>();
        metrics.put("step", validated.step());
        put(metrics, "valid_loss", validated.loss());
        return metrics;
    }

    private static void put(Map<String, Number> metrics, String name, double value) {
        if (Double.isFinite(value)) {
            metrics.put(name, value);
        }
    }

    /// PostgreSQL's text cannot hold NUL.
    private static String storable(String message) {
        var clean = message.replace("\u0000", "");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
    }
}
