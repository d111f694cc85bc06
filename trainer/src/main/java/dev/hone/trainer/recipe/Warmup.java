package dev.hone.trainer.recipe;

/// How long the learning rate rises.
public sealed interface Warmup {
    Warmup NONE = new Steps(0);

    int steps(int total);

    record Steps(int count) implements Warmup {
        public Steps {
            if (count < 0) {
                throw new IllegalArgumentException("warm-up steps must be 0 or more, was " + count);
            }
        }

        @Override
        public int steps(int total) {
            return count;
        }
    }

    /// A part of all steps, rounded up.
    record Ratio(double part) implements Warmup {
        public Ratio {
            if (!(part >= 0 && part < 1)) {
                throw new IllegalArgumentException("warm-up ratio must lie in [0, 1), was " + part);
            }
        }

        @Override
        public int steps(int total) {
            return (int) Math.ceil(total * part);
        }
    }
}
