package dev.hone.trainer.recipe;

import java.util.Locale;

/// The loss or the gradient is no longer a number: the settings or the data must change.
public final class DivergedException extends RuntimeException {
    DivergedException(int step, double loss, double gradientNorm, double learningRate) {
        super(
                String.format(
                        Locale.ROOT,
                        "training diverged at step %d: loss %s, gradient norm %s at learning rate"
                                + " %s; a lower learning rate may help",
                        step,
                        loss,
                        gradientNorm,
                        learningRate));
    }
}
