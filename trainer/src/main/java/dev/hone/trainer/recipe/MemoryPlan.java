package dev.hone.trainer.recipe;

import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.kernel.Activations;
import dev.hone.trainer.kernel.AdapterSize;
import dev.hone.trainer.kernel.CallMemory;
import dev.hone.trainer.kernel.PackedRows;
import dev.hone.trainer.lora.Adapter;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/// What a run will need, by arithmetic, before its first step. Sizes are bytes.
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
    record Host(int lanes, long heap, OptionalLong available) {}

    /// The largest calls that fit, at most [Shards#MOST_TOKENS] and at least one row; and where not
    /// even one row does, the same with activations recomputed.
    static MemoryPlan of(
            LoadedBase base,
            LoraSettings lora,
            Host host,
            LoraPlan plan,
            List<TokenizedSample> rows) {
        var form = new Form(base, lora, host, plan, plan.fullestBatch(rows));
        var saved = form.largest(Activations.SAVED);
        return saved.fits() ? saved : form.largest(Activations.RECOMPUTED);
    }

    /// What a run needs, by the size of its calls.
    private record Form(
            LoadedBase base,
            LoraSettings lora,
            Host host,
            LoraPlan plan,
            List<TokenizedSample> batch) {
        MemoryPlan largest(Activations activations) {
            int longest = batch.getFirst().length();
            int tokens = Shards.MOST_TOKENS;
            var memory = with(tokens, activations);
            while (!memory.fits() && tokens > longest) {
                tokens = Math.max(longest, tokens / 2);
                memory = with(tokens, activations);
            }
            return memory;
        }

        private MemoryPlan with(int tokens, Activations activations) {
            var size = Adapter.size(base.config(), lora);
            int buffers = 3 + Shards.LANES + (plan.validation().keepBest() ? 1 : 0);
            List<List<PackedRows>> shards = Shards.of(batch, tokens);
            long calls =
                    shards.stream()
                            .map(lane -> fullest(size, lane, activations))
                            .sorted(Comparator.reverseOrder())
                            .limit(host.lanes())
                            .mapToLong(Long::longValue)
                            .sum();
            return new MemoryPlan(
                    base.bytes() + base.mappedBytes(),
                    Float.BYTES * size.numbers() * buffers,
                    (long) (FRAGMENTS * calls),
                    PROCESS + host.heap(),
                    tokens,
                    shards.stream()
                            .flatMap(List::stream)
                            .mapToInt(call -> call.rows() * call.longest())
                            .max()
                            .orElse(0),
                    batch.getFirst().length(),
                    activations,
                    host.available());
        }

        private long fullest(AdapterSize size, List<PackedRows> calls, Activations activations) {
            return calls.stream()
                    .map(call -> CallMemory.of(base.config(), base.type(), size, call, activations))
                    .mapToLong(CallMemory::total)
                    .max()
                    .orElse(0);
        }
    }

    /// The most that will be resident.
    public long peak() {
        return weights + adapter + calls + process;
    }

    public boolean fits() {
        return available.isEmpty() || peak() <= USABLE * available.getAsLong();
    }
}
