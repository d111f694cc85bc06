package dev.hone.datasets.template;

/// What one rendering may use.
final class Budget {
    private static final long MOST_STEPS = 5_000_000;
    private static final long MOST_CHARACTERS = 64L << 20;
    private static final int DEEPEST = 200;

    private long steps;
    private long characters;
    private int depth;

    void step() {
        if (++steps > MOST_STEPS) {
            throw new TemplateException("it takes more than %d steps".formatted(MOST_STEPS));
        }
    }

    /// For characters or items about to be made.
    void make(long count) {
        characters += Math.max(0, count);
        if (characters > MOST_CHARACTERS) {
            throw new TemplateException(
                    "it makes more than %d characters".formatted(MOST_CHARACTERS));
        }
    }

    void enter() {
        if (++depth > DEEPEST) {
            throw new TemplateException("it nests deeper than %d levels".formatted(DEEPEST));
        }
    }

    void leave() {
        depth--;
    }
}
