package dev.hone.trainer.kernel;

import ai.djl.ndarray.NDArray;

/// The optimizer's settings.
///
/// @param maxGradientNorm the gradient is scaled down to this norm; 0 leaves it alone
public record AdamW(
        double beta1, double beta2, double epsilon, double weightDecay, double maxGradientNorm) {
    public AdamW {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException(
                    "AdamW's betas must lie in [0, 1), were %s and %s".formatted(beta1, beta2));
        }
        if (!(weightDecay >= 0)) {
            throw new IllegalArgumentException(
                    "weight decay must be 0 or more, was %s".formatted(weightDecay));
        }
        if (!(maxGradientNorm >= 0)) {
            throw new IllegalArgumentException(
                    "the maximal gradient norm must be 0 or more, was %s"
                            .formatted(maxGradientNorm));
        }
    }

    /// What the optimizer changes: flat float32 buffers of one length.
    ///
    /// @param decayed how many elements, from the front, weight decay applies to
    public record State(
            NDArray weights, NDArray gradient, NDArray mean, NDArray variance, long decayed) {
        public static State of(Tensors tensors, NDArray weights, long decayed) {
            long size = weights.size();
            return new State(
                    weights,
                    tensors.zeros(size),
                    tensors.zeros(size),
                    tensors.zeros(size),
                    decayed);
        }
    }
}
