package dev.hone.trainer.recipe;

/// How the learning rate falls after warm-up.
public enum Schedule {
    LINEAR {
        @Override
        double after(double part) {
            return 1 - part;
        }
    },
    COSINE {
        @Override
        double after(double part) {
            return 0.5 * (1 + Math.cos(Math.PI * part));
        }
    },
    CONSTANT {
        @Override
        double after(double part) {
            return 1;
        }
    };

    /// The factor when this part of the steps after warm-up is done.
    abstract double after(double part);

    /// The factor of the learning rate in step `step` of `total`, both counted from 0: with warm-up
    /// the first step has rate 0, as in the reference.
    double factor(int step, int warmupSteps, int total) {
        if (step < warmupSteps) {
            return (double) step / warmupSteps;
        }
        double part = (double) (step - warmupSteps) / Math.max(1, total - warmupSteps);
        return Math.max(0, after(part));
    }
}
