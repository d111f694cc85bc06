package dev.hone.protocol;

/// How the learning rate moves after the warmup.
public enum Schedule {
    LINEAR,
    COSINE,
    CONSTANT,
    /// A cosine that ends above zero.
    COSINE_WITH_MIN_LR
}
