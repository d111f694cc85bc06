package dev.hone.orchestrator.preflights;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How preflights run, each in a process of its own.
@ConfigMapping(prefix = "hone.preflights")
public interface PreflightsConfig {
    /// False queues jobs without a preflight; what is wrong with their rows the worker then tells.
    @WithDefault("true")
    boolean required();

    /// Preflights at a time in this replica; each uses all processors.
    @WithDefault("1")
    int concurrency();

    /// Previews at a time in this replica; more wait.
    @WithDefault("2")
    int previews();

    /// Heap of the process, of any size of dataset.
    @WithDefault("512")
    int heapMebibytes();

    /// A preflight that takes longer is ended.
    @WithDefault("1h")
    Duration timeLimit();

    /// A preview that takes longer is ended.
    @WithDefault("30s")
    Duration previewTimeLimit();

    /// A preflight whose replica is silent for so long is taken by another.
    @WithDefault("30s")
    Duration lease();

    /// Time between two looks for preflights that other replicas were asked for.
    @WithDefault("2s")
    Duration lookEvery();

    /// Replicas that may lose a preflight before it fails.
    @WithDefault("3")
    int attempts();
}
