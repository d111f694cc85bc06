package dev.hone.datasets.plan;

import java.util.OptionalLong;

/// What a run will need on one machine, by arithmetic, before its first step. Sizes are bytes.
///
/// @param weights of the base, and as much again while the file they came from stays mapped
/// @param adapter its numbers, both moments, one gradient for each lane, and the best if it is kept
/// @param calls of all lanes side by side at their fullest, with what the allocator holds beside it
/// @param process the JVM with its heap, and libtorch themselves
/// @param tokensAtOnce padded tokens in one call, at most, if one row has no more
/// @param largestCall padded tokens of the largest call
/// @param longestRow tokens of the longest row
/// @param activations whether layers keep them for the way back
/// @param available what this process may have; empty if the system does not say
public record MemoryPlan(
        long weights,
        long adapter,
        long calls,
        long process,
        int tokensAtOnce,
        int largestCall,
        int longestRow,
        Activations activations,
        OptionalLong available) {
    /// Resident before a model is loaded, beside the Java heap: JVM, libtorch's code, its tables.
    /// Measured, see docs/reference/benchmarks.md.
    private static final long PROCESS = 210L << 20;

    /// glibc's allocator holds half as much again as the lanes use: their blocks differ in size,
    /// and what is free between them is not always what is wanted next. Measured likewise.
    private static final double FRAGMENTS = 1.5;

    /// Some for what is not in the arithmetic.
    private static final double USABLE = 0.95;

    /// Where the run is.
    ///
    /// @param lanes that train side by side
    /// @param heap bytes of the Java heap
    /// @param available what this process may have; empty if the system does not say
    public record Host(int lanes, long heap, OptionalLong available) {}

    static MemoryPlan of(MemoryNeeds needs, MemoryNeeds.Call call, Host host) {
        return new MemoryPlan(
                needs.weights(),
                needs.adapter(),
                (long) (FRAGMENTS * call.sideBySide(host.lanes())),
                PROCESS + host.heap(),
                call.tokensAtOnce(),
                call.largest(),
                needs.longestRow(),
                call.activations(),
                host.available());
    }

    /// The most that will be resident.
    public long peak() {
        return weights + adapter + calls + process;
    }

    /// What must be available for it to fit.
    public long wanted() {
        return (long) Math.ceil(peak() / USABLE);
    }

    public boolean fits() {
        return available.isEmpty() || peak() <= USABLE * available.getAsLong();
    }
}
