package dev.hone.datasets.plan;

import dev.hone.datasets.base.ModelConfig;

/// How much one call of the program is given.
///
/// @param longest tokens of the longest row: rows are padded to it where attention needs a grid
/// @param learned tokens
public record CallShape(int rows, int tokens, int longest, int learned) {
    /// Plain attention is faster on a CPU than the fused kernel, but keeps its scores for the way
    /// back. Beyond this many numbers they cost more memory than the time is worth.
    public static final long MOST_SCORES = 1L << 27;

    /// Tokens of the grid.
    public long padded() {
        return (long) rows * longest;
    }

    /// Whether the scores of all pairs are computed and kept.
    public boolean isPlain(ModelConfig config, long mostScores) {
        return padded() * longest * config.heads() * config.layers() <= mostScores;
    }
}
