package dev.hone.trainer.recipe;

import dev.hone.datasets.plan.MemoryPlan;

/// A run that cannot fit the memory there is, told before its first step.
public final class InsufficientMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InsufficientMemoryException(MemoryPlan plan) {
        super(
                ("the job needs about %d MiB of memory even with one row in a call and"
                                + " activations recomputed, %d MiB are available; a shorter max_length or a smaller base needs less")
                        .formatted(mebibytes(plan.peak()), mebibytes(plan.available().orElse(0))));
    }

    private static long mebibytes(long bytes) {
        return bytes >> 20;
    }
}
