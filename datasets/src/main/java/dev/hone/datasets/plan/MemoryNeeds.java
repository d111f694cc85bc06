package dev.hone.datasets.plan;

import dev.hone.datasets.base.ModelConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/// What a run needs of memory wherever it is, by the size of its calls. Sizes are bytes.
///
/// @param weights of the base, and as much again while the file they came from stays mapped
/// @param adapter its numbers, both moments, one gradient for each lane, and the best if it is kept
/// @param longestRow tokens of the longest row
/// @param calls from those that are tried first: the largest with all activations kept, down to one
///   row; then the same with activations recomputed
public record MemoryNeeds(long weights, long adapter, int longestRow, List<Call> calls) {
    public MemoryNeeds {
        calls = List.copyOf(calls);
    }

    /// @param bytes of a number in the type that is computed in
    /// @param weights of the base in memory, and of the files that it came from
    public record Model(ModelConfig config, int bytes, long weights) {}

    /// @param tokensAtOnce padded tokens in one call, at most, if one row has no more
    /// @param largest padded tokens of the largest call
    /// @param lanes the fullest call of each, the fuller lane first
    public record Call(int tokensAtOnce, int largest, Activations activations, List<Long> lanes) {
        public Call {
            lanes = List.copyOf(lanes);
        }

        long sideBySide(int count) {
            return lanes.stream().limit(count).mapToLong(Long::longValue).sum();
        }
    }

    /// @param batch a micro-batch that needs as much as any
    public static MemoryNeeds of(
            Model model, AdapterSize adapter, boolean keepBest, RowLengths batch) {
        int longest = batch.tokens(batch.longestFirst()[0]);
        var calls = new ArrayList<Call>();
        for (Activations activations : Activations.values()) {
            int tokens = Calls.MOST_TOKENS;
            calls.add(call(model, adapter, batch, tokens, activations));
            while (tokens > longest) {
                tokens = Math.max(longest, tokens / 2);
                calls.add(call(model, adapter, batch, tokens, activations));
            }
        }
        int buffers = 3 + Calls.LANES + (keepBest ? 1 : 0);
        return new MemoryNeeds(
                model.weights(), Float.BYTES * adapter.numbers() * buffers, longest, calls);
    }

    private static Call call(
            Model model, AdapterSize adapter, RowLengths batch, int tokens, Activations kept) {
        var lanes =
                Calls.lanes(batch, tokens).stream()
                        .map(lane -> lane.stream().map(batch::shape).toList())
                        .toList();
        return new Call(
                tokens,
                lanes.stream()
                        .flatMap(List::stream)
                        .mapToInt(call -> Math.toIntExact(call.padded()))
                        .max()
                        .orElse(0),
                kept,
                lanes.stream()
                        .map(lane -> fullest(model, adapter, lane, kept))
                        .sorted(Comparator.reverseOrder())
                        .toList());
    }

    private static long fullest(
            Model model, AdapterSize adapter, List<CallShape> calls, Activations kept) {
        return calls.stream()
                .map(call -> CallMemory.of(model.config(), model.bytes(), adapter, call, kept))
                .mapToLong(CallMemory::total)
                .max()
                .orElse(0);
    }

    /// What a machine must have at least.
    public long least(int lanes, long heap) {
        return MemoryPlan.of(
                        this,
                        calls.getLast(),
                        new MemoryPlan.Host(lanes, heap, OptionalLong.empty()))
                .wanted();
    }

    /// The same without calls of more tokens. Where one row has more already, what is left to make
    /// smaller is what a call keeps: its activations are recomputed.
    public MemoryNeeds inCallsOf(int most) {
        var smaller = calls.stream().filter(call -> call.largest() <= most).toList();
        return new MemoryNeeds(
                weights,
                adapter,
                longestRow,
                smaller.isEmpty() ? List.of(calls.getLast()) : smaller);
    }

    /// The largest calls that fit; where none do, the smallest there are.
    public MemoryPlan on(MemoryPlan.Host host) {
        return calls.stream()
                .map(call -> MemoryPlan.of(this, call, host))
                .filter(MemoryPlan::fits)
                .findFirst()
                .orElseGet(() -> MemoryPlan.of(this, calls.getLast(), host));
    }
}
