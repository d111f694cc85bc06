package dev.hone.trainer.recipe;

import java.util.Locale;

/// When the loss on the validation rows is measured, and what follows from it. After the last
/// update it is measured in any case.
///
/// @param everySteps updates between two measurements; 0 measures after each epoch
/// @param keepBest whether the adapter with the lowest loss is the result, not the last one
/// @param patience measurements in a row without improvement that end the run; 0 never ends it
/// @param threshold by how much more than this the loss must fall below the lowest so far to count
///   as an improvement
public record ValidationPlan(int everySteps, boolean keepBest, int patience, double threshold) {
    public static final ValidationPlan EACH_EPOCH = new ValidationPlan(0, false, 0, 0);

    public ValidationPlan {
        if (everySteps < 0) {
            throw new IllegalArgumentException(
                    "steps between validations must be 0 or more, was " + everySteps);
        }
        if (patience < 0) {
            throw new IllegalArgumentException("patience must be 0 or more, was " + patience);
        }
        if (!(threshold >= 0) || Double.isInfinite(threshold)) {
            throw new IllegalArgumentException(
                    "the improvement's threshold must be 0 or more, was " + threshold);
        }
    }

    /// Whether the result depends on validation rows.
    boolean decides() {
        return keepBest || patience > 0;
    }

    boolean isDue(int step, LoraPlan.Steps steps) {
        int every = everySteps > 0 ? everySteps : steps.perEpoch();
        return step % every == 0 || step == steps.total();
    }

    /// What people are told when the run ends before its last step.
    String ended(LoraCheckpoint here, LoraPlan.Steps steps) {
        return String.format(
                Locale.ROOT,
                "Training ends early at step %d of %d: in %d validations in a row the loss did not fall"
                        + " by more than %s below its lowest value, %.4f.",
                here.step(),
                steps.total(),
                here.standing().misses(),
                threshold,
                here.standing().best());
    }

    /// What people are told when the best adapter is kept.
    String kept(Standing standing) {
        return String.format(
                Locale.ROOT,
                "The adapter of step %d is kept: its validation loss, %.4f, is the lowest.",
                standing.bestStep(),
                standing.best());
    }
}
