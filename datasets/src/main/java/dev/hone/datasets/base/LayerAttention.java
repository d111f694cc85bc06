package dev.hone.datasets.base;

/// How one layer attends.
///
/// @param window how many tokens a token sees, itself included
public record LayerAttention(Rope rope, int window) {
    /// The window of a layer that sees everything before it.
    public static final int UNLIMITED = Integer.MAX_VALUE;

    public LayerAttention {
        if (window < 1) {
            throw new IllegalArgumentException("window must be 1 or more, was " + window);
        }
    }
}
