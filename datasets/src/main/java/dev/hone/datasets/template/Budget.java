package dev.hone.datasets.template;

/// What one rendering may use. Templates come with models, so each may be hostile.
final class Budget {
    /// Of the rendering that the current thread is at.
    static final ScopedValue<Budget> CURRENT = ScopedValue.newInstance();

    static final long MOST_STEPS = 5_000_000;

    /// Characters and items made, over the whole rendering: 80 times a row of 200,000 characters.
    static final long MOST_MADE = 16L << 20;

    /// Characters and items looked at by functions, filters and operators. A second or a few.
    static final long MOST_READ = 1L << 30;

    static final int DEEPEST = 200;

    /// Lists within lists, as data and as a template builds them.
    static final int DEEPEST_VALUE = 500;

    private long steps;
    private long made;
    private long read;
    private int depth;

    void step() {
        if (++steps > MOST_STEPS) {
            throw new TemplateException("it takes more than %d steps".formatted(MOST_STEPS));
        }
    }

    /// For characters or items about to be made.
    void make(long count) {
        made += Math.max(0, count);
        if (made > MOST_MADE) {
            throw new TemplateException(
                    "it makes more than %d characters and items".formatted(MOST_MADE));
        }
    }

    /// For characters or items about to be looked at.
    void read(long count) {
        read += Math.max(0, count);
        if (read > MOST_READ) {
            throw new TemplateException(
                    "it looks at more than %d characters and items".formatted(MOST_READ));
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

    /// For those that walk down into lists and mappings.
    static void level(int level) {
        if (level > DEEPEST_VALUE) {
            throw new TemplateException(
                    "a value nests deeper than %d levels".formatted(DEEPEST_VALUE));
        }
    }
}
