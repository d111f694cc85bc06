package dev.hone.orchestrator.scheduling;

import java.util.Map;

/// What a worker can offer a job.
///
/// @param labels that it says of itself, such as region and eu
/// @param memoryMebibytes what a job may plan with on it; 0 where it cannot say
public record Traits(Map<String, String> labels, long memoryMebibytes) {
    public Traits {
        labels = Map.copyOf(labels);
    }
}
