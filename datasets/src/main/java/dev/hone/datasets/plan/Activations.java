package dev.hone.datasets.plan;

/// What a step's forward pass leaves for its way back. Both give the same bytes.
public enum Activations {
    /// Of each layer all that its way back needs.
    SAVED,
    /// Of each layer its input: its forward pass is done again on the way back.
    RECOMPUTED
}
