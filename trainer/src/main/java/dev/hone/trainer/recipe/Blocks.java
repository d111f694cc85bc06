package dev.hone.trainer.recipe;

import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.kernel.PackedRows;
import dev.hone.trainer.model.NamedRandom;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// A stream of tokens cut into rows of one length, each token of which is learned. Every epoch has
/// an order of its own, and the tokens left over at its end are skipped.
final class Blocks {
    private final int[] tokens;
    private final int length;
    private final long seed;
    private long orderedEpoch = -1;
    private int[] order = {};

    Blocks(int[] tokens, int length, long seed) {
        this.tokens = tokens;
        this.length = length;
        this.seed = seed;
        if (count() == 0) {
            throw new IllegalArgumentException(
                    "the text must have more than %d tokens, has %d"
                            .formatted(length, tokens.length));
        }
    }

    int count() {
        return (tokens.length - 1) / length;
    }

    /// The rows of one training step, in micro-batches of at most `rows`.
    List<PackedRows> step(int step, int rowsPerStep, int rows) {
        int perStep = Math.min(rowsPerStep, count());
        int stepsPerEpoch = count() / perStep;
        arrange(step / stepsPerEpoch);
        int first = step % stepsPerEpoch * perStep;
        return cut(Arrays.copyOfRange(order, first, first + perStep), rows);
    }

    /// All rows in the order of the text.
    List<PackedRows> all(int rows) {
        return cut(IntStream.range(0, count()).toArray(), rows);
    }

    private List<PackedRows> cut(int[] blocks, int rows) {
        return IntStream.iterate(0, at -> at < blocks.length, at -> at + rows)
                .mapToObj(at -> Arrays.copyOfRange(blocks, at, Math.min(at + rows, blocks.length)))
                .map(some -> PackedRows.of(Arrays.stream(some).mapToObj(this::block).toList()))
                .toList();
    }

    private void arrange(long epoch) {
        if (epoch != orderedEpoch) {
            order = Permutation.of(count(), NamedRandom.of(seed, "blocks of epoch " + epoch));
            orderedEpoch = epoch;
        }
    }

    private TokenizedSample block(int index) {
        int from = index * length;
        var labelled = new BitSet();
        labelled.set(1, length + 1);
        return new TokenizedSample(Arrays.copyOfRange(tokens, from, from + length + 1), labelled);
    }
}
