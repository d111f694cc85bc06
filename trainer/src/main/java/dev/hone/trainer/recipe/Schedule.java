package dev.hone.trainer.recipe;

/// How the learning rate falls after warm-up: transformers' `linear`, `cosine`,
/// `constant_with_warmup` and `cosine_with_min_lr`.
///
/// @param minimum part of the learning rate that is left at the end of a cosine
public record Schedule(Shape shape, double minimum) {
    public static final Schedule LINEAR = new Schedule(Shape.LINEAR, 0);
    public static final Schedule COSINE = new Schedule(Shape.COSINE, 0);
    public static final Schedule CONSTANT = new Schedule(Shape.CONSTANT, 0);

    public enum Shape {
        LINEAR,
        COSINE,
        CONSTANT
    }

    public Schedule {
        if (!(minimum >= 0 && minimum < 1)) {
            throw new IllegalArgumentException(
                    "the minimal part of the learning rate must lie in [0, 1), was " + minimum);
        }
        if (minimum > 0 && shape != Shape.COSINE) {
            throw new IllegalArgumentException(
                    "only a cosine has a minimal learning rate, was %s with %s"
                            .formatted(shape, minimum));
        }
    }

    public static Schedule cosineDownTo(double minimum) {
        return new Schedule(Shape.COSINE, minimum);
    }

    /// The factor of the learning rate in step `step` of `total`, both counted from 0: with warm-up
    /// the first step has rate 0, as in the reference.
    double factor(int step, int warmupSteps, int total) {
        if (step < warmupSteps) {
            return (double) step / warmupSteps;
        }
        double part = (double) (step - warmupSteps) / Math.max(1, total - warmupSteps);
        return Math.max(0, after(part));
    }

    /// The factor when this part of the steps after warm-up is done.
    private double after(double part) {
        return switch (shape) {
            case LINEAR -> 1 - part;
            case COSINE -> 0.5 * (1 + Math.cos(Math.PI * part)) * (1 - minimum) + minimum;
            case CONSTANT -> 1;
        };
    }
}
