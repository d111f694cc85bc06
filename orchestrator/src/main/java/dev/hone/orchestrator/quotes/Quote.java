package dev.hone.orchestrator.quotes;

import dev.hone.datasets.plan.Activations;
import dev.hone.datasets.plan.Workload;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a job will take.
///
/// @param workload null while its rows are counted
/// @param workers each class of workers of the pool by itself
/// @param startsIn until a worker is free for it; null where that cannot be said
/// @param startUnknown why not
public record Quote(
        String pool,
        @Nullable Workload workload,
        List<OnWorkers> workers,
        @Nullable Double startsIn,
        @Nullable String startUnknown) {
    public Quote {
        workers = List.copyOf(workers);
    }

    /// On one class of workers.
    ///
    /// @param device the class: what they train on, as they say
    /// @param live how many of them there are now
    /// @param seconds from the claim to the end; null where that cannot be said
    /// @param secondsUnknown why not
    /// @param samples finished attempts that the seconds were learned from
    /// @param sameBase whether these were of the same base and precision
    public record OnWorkers(
            String device,
            int live,
            Memory memory,
            @Nullable Seconds seconds,
            @Nullable String secondsUnknown,
            int samples,
            boolean sameBase,
            @Nullable Cost cost) {}

    /// Whether the job fits.
    ///
    /// @param predicted bytes at the peak, with the calls that would be made there
    /// @param available bytes that a job may plan with; null where the workers cannot say
    /// @param largestCall padded tokens of the largest call
    public record Memory(
            boolean fits,
            long predicted,
            @Nullable Long available,
            int largestCall,
            Activations activations) {
        /// Whether activations are recomputed on the way back, for want of memory.
        public boolean recomputes() {
            return switch (activations) {
                case SAVED -> false;
                case RECOMPUTED -> true;
            };
        }
    }

    /// What the job comes to; absent while its rows are counted.
    public Optional<Load> load() {
        return Optional.ofNullable(workload).map(Load::of);
    }

    /// The seconds of the class that most live workers are of.
    public @Nullable Seconds seconds() {
        return workers.isEmpty() ? null : workers.getFirst().seconds();
    }
}
