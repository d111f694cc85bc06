package dev.hone.trainer.kernel;

/// How large an adapter is, and what it does besides.
///
/// @param numbers in all its tensors
/// @param ranks of all adapters of one layer together
/// @param magnitudes of one layer, one for each output of its adapted modules; 0 where they are not
///   trained
/// @param drops whether it drops some of its inputs while it learns
public record AdapterSize(long numbers, long ranks, long magnitudes, boolean drops) {
    /// Whether the adapters are more than a product of two matrices.
    boolean isVaried() {
        return drops || magnitudes > 0;
    }
}
