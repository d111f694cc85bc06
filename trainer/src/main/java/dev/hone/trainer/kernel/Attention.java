package dev.hone.trainer.kernel;

import dev.hone.datasets.base.ModelConfig;

/// How a call's attention is computed.
enum Attention {
    /// Scores of all pairs of a padded grid, kept for the way back.
    PLAIN,
    /// libtorch's fused kernel for processors, over the same grid: keeps no scores.
    FUSED,
    /// Flash attention for GPUs over rows of any lengths as they lie, without padding.
    BY_ROWS;

    /// What flash attention takes: heads of a multiple of 8 up to this, and no float32.
    private static final int WIDEST_FLASH_HEAD = 256;

    /// @param mostScores up to how many attention is plain
    static Attention onCpu(ModelConfig config, PackedRows rows, long mostScores) {
        return rows.shape().isPlain(config, mostScores) ? PLAIN : FUSED;
    }

    static Attention onGpu(ModelConfig config, ScalarType type) {
        boolean flash =
                switch (type) {
                    case BFLOAT16, FLOAT16 ->
                            config.headSize() <= WIDEST_FLASH_HEAD && config.headSize() % 8 == 0;
                    case FLOAT32 -> false;
                };
        return flash ? BY_ROWS : PLAIN;
    }
}
