package dev.hone.trainer.recipe;

import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.kernel.CallMemory;
import dev.hone.trainer.kernel.PackedRows;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.lora.AdapterSize;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/// What a run will need, by arithmetic, before its first step. Sizes are bytes.
///
/// @param weights of the base, and as much again while the file they came from stays mapped
/// @param adapter its numbers, both moments, and one gradient for each lane
/// @param calls of all lanes side by side at their fullest, with what the allocator holds beside it
/// @param process the JVM and libtorch themselves
/// @param tokensAtOnce padded tokens in one call, at most, if one row has no more
/// @param largestCall padded tokens of the largest call
/// @param longestRow tokens of the longest row
/// @param available what this process may have; empty if the system does not say
public record MemoryPlan(
        long weights,
        long adapter,
        long calls,
        long process,
        int tokensAtOnce,
        int largestCall,
        int longestRow,
        OptionalLong available) {
    /// Resident before a model is loaded: JVM, libtorch's code, its tables. Measured, see
    /// docs/reference/benchmarks.md.
    private static final long PROCESS = 270L << 20;

    /// glibc's allocator holds half as much again as the lanes use: their blocks differ in size,
    /// and what is free between them is not always what is wanted next. Measured likewise.
    private static final double FRAGMENTS = 1.5;

    /// Some for what is not in the arithmetic.
    private static final double USABLE = 0.95;

    /// The largest calls that fit, at most [Shards#MOST_TOKENS] and at least one row.
    static MemoryPlan of(
            LoadedBase base,
            LoraSettings lora,
            int lanes,
            LoraPlan plan,
            List<TokenizedSample> rows,
            OptionalLong available) {
        var batch = plan.fullestBatch(rows);
        int longest = batch.getFirst().length();
        int tokens = Shards.MOST_TOKENS;
        var memory = of(base, lora, lanes, batch, tokens, available);
        while (!memory.fits() && tokens > longest) {
            tokens = Math.max(longest, tokens / 2);
            memory = of(base, lora, lanes, batch, tokens, available);
        }
        return memory;
    }

    private static MemoryPlan of(
            LoadedBase base,
            LoraSettings lora,
            int lanes,
            List<TokenizedSample> batch,
            int tokens,
            OptionalLong available) {
        var size = AdapterSize.of(base.config(), lora);
        List<List<PackedRows>> shards = Shards.of(batch, tokens);
        long calls =
                shards.stream()
                        .map(lane -> fullest(base, size, lane))
                        .sorted(Comparator.reverseOrder())
                        .limit(lanes)
                        .mapToLong(Long::longValue)
                        .sum();
        return new MemoryPlan(
                base.bytes() + base.mappedBytes(),
                Float.BYTES * size.numbers() * (3 + Shards.LANES),
                (long) (FRAGMENTS * calls),
                PROCESS,
                tokens,
                shards.stream()
                        .flatMap(List::stream)
                        .mapToInt(call -> call.rows() * call.longest())
                        .max()
                        .orElse(0),
                batch.getFirst().length(),
                available);
    }

    private static long fullest(LoadedBase base, AdapterSize size, List<PackedRows> calls) {
        return calls.stream().mapToLong(call -> call(base, size, call).total()).max().orElse(0);
    }

    private static CallMemory call(LoadedBase base, AdapterSize size, PackedRows rows) {
        ScalarType type = base.type();
        return CallMemory.of(base.config(), type, size.ranks(), size.numbers(), rows);
    }

    /// The most that will be resident.
    public long peak() {
        return weights + adapter + calls + process;
    }

    public boolean fits() {
        return available.isEmpty() || peak() <= USABLE * available.getAsLong();
    }
}
