package dev.hone.trainer.kernel;

/// Which inputs of the adapters a call drops, and by it multiplies the others by `1 / (1 -
/// probability)`. What a token loses depends on its key, the layer and the module alone: not on the
/// other tokens of the call, nor on any call before.
///
/// @param probability to the nearest 1/65536
/// @param microBatch from [#of], different for each micro-batch of a run
public record Dropout(double probability, long microBatch) {
    public static final Dropout NONE = new Dropout(0, 0);

    public Dropout {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    "dropout must be at least 0 and below 1, was " + probability);
        }
    }

    /// @param step the update, from 0
    /// @param microBatch its place in the update
    public static Dropout of(double probability, long seed, int step, int microBatch) {
        return new Dropout(probability, mixed(mixed(mixed(seed) + step) + microBatch));
    }

    /// Of each token `[N]`, from the number of its row in the micro-batch and its place in the row;
    /// none where nothing is dropped.
    long[] keys(PackedRows rows) {
        if (probability == 0) {
            return new long[0];
        }
        var keys = new long[rows.tokens()];
        int row = -1;
        long rowKey = 0;
        for (int token = 0; token < keys.length; token++) {
            long position = rows.positions()[token];
            if (position == 0) {
                row++;
                rowKey = mixed(microBatch + rows.numbers()[row]);
            }
            keys[token] = mixed(rowKey + position);
        }
        return keys;
    }

    /// One step of SplitMix64 (Steele, Lea, Flood 2014).
    private static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
