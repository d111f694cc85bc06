package dev.hone.trainer.recipe;

import dev.hone.trainer.lora.Adapter;
import java.util.OptionalDouble;

/// How a run ended.
public sealed interface LoraOutcome {
    /// Trained to the end, or until the validation loss no longer fell. The adapter is the caller's
    /// to close.
    ///
    /// @param keptStep the update whose adapter this is
    /// @param trainLoss mean over all updates, those before a resumption included
    /// @param lastLoss of the last update
    /// @param validationLoss of this adapter
    /// @param tokens trained on in all, learned or not
    record Finished(
            Adapter adapter,
            int steps,
            int keptStep,
            double trainLoss,
            double lastLoss,
            OptionalDouble validationLoss,
            long tokens)
            implements LoraOutcome {}

    /// Stopped because it was asked to, after this many updates.
    record Stopped(int step, boolean saved) implements LoraOutcome {}
}
