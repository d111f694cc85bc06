package dev.hone.protocol;

/// Number format of the frozen base and of the activations; adapters are always trained in fp32.
public enum Precision {
    FP32,
    BF16
}
